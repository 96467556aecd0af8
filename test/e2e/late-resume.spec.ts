import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../../src/database/database.ts';
import { claimDuePosts } from '../../src/modules/posts/claim.queries.ts';
import { PublishingService } from '../../src/modules/posts/publishing.service.ts';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

const hour = 3_600;

describe('a post whose worker died before it was sent', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  /** By a worker of which nobody hears any more. */
  const claimAndDie = async () => {
    const { posts } = await claimDuePosts(app.nest.get(Database), {
      workerId: 'a worker that died',
      attemptIds: [uuidv7()],
      leaseSeconds: 60,
      maxLatenessHours: 24,
      leftOutPlatforms: [],
      scanFrom: null,
      scanLimit: 100,
      busyConnections: 'list',
      freedConnections: [],
      leftOut: [],
    });
    return posts.map(({ postId }) => postId);
  };
  const failLatePosts = async () => await app.nest.get(PublishingService).failLatePosts();
  const read = async (id: string) => (await app.api.get(`/posts/${id}`)).body;
  const live = async ({ accountId }: GivenConnection) => await app.sandbox.ledger({ accountId });

  it('goes out while there is time, and not when its time is over', async () => {
    const connections = [await app.given.connection('FACEBOOK'), await app.given.connection('FACEBOOK')];
    const [inTime, late] = connections as [GivenConnection, GivenConnection];
    const early = await app.given.post(late);
    expect(await claimAndDie()).toEqual([early.id]);
    await app.advance(2 * hour);
    const second = await app.given.post(inTime);
    expect(await claimAndDie()).toEqual([second.id]);

    await app.advance(23 * hour);
    await app.recover();
    await failLatePosts();

    expect(await read(second.id)).toMatchObject({ status: 'PUBLISHED' });
    expect(await read(early.id)).toMatchObject({ status: 'FAILED', errorCode: 'MISSED_WINDOW' });
    expect(await live(inTime)).toHaveLength(1);
    expect(await live(late)).toHaveLength(0);
  });

  it('keeps the next posts of its account no longer', async () => {
    const connection = await app.given.connection('FACEBOOK');
    const late = await app.given.post(connection);
    expect(await claimAndDie()).toEqual([late.id]);
    await app.advance(25 * hour);
    const next = await app.given.post(connection);

    await app.recover();
    await failLatePosts();
    await app.publishDue();

    expect(await read(next.id)).toMatchObject({ status: 'PUBLISHED' });
    expect(await live(connection)).toMatchObject([{ text: next.content }]);
  });
});
