import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import type { GivenConnection, GivenPost } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface PostView {
  status: string;
  platformPostId: string | null;
}

/** Long enough for the settle time and a second look, at the default settings. */
const settled = 200;
const content = 'The gate is open from eight on Sunday';

describe.each<Platform>(['TWITTER', 'FACEBOOK'])(
  'an account on %s that two tenants connected',
  (platform) => {
    let app: TestApp;

    beforeAll(async () => {
      app = await TestApp.start();
    });

    afterAll(async () => {
      await app.close();
    });

    const twoTenants = async () => {
      const mine = await app.given.connection(platform);
      const theirs = await app.given.connection(platform, { tenantId: 'union', account: mine });
      await app.sandbox.control(`accounts/${mine.accountId}`, { duplicateCheck: false });
      return { mine, theirs };
    };
    const sendWithFault = async (connection: GivenConnection, fault: string) => {
      const post = await app.given.post(connection, { content });
      await app.sandbox.control('faults', { accountId: connection.accountId, operation: 'publish', fault });
      await app.publishDue();
      return post;
    };
    const view = async ({ tenantId }: GivenConnection, { id }: GivenPost) =>
      (await app.api.as({ tenantId }).get<PostView>(`/posts/${id}`)).body;
    const lookUntilDecided = async () => {
      for (let look = 0; look < 4; look += 1) {
        await app.advance(settled);
        await app.recover();
        await app.publishDue();
      }
    };
    /** The account cannot be read for longer than anybody waits. */
    const giveUpLooking = async ({ accountId }: GivenConnection) => {
      const fault = { accountId, operation: 'read', fault: 'error-before', times: null };
      await app.sandbox.control('faults', fault);
      for (let look = 0; look < 2; look += 1) {
        await app.advance(31 * 60);
        await app.recover();
      }
    };
    const expectEachItsOwn = async (posts: [GivenConnection, GivenPost][]) => {
      const rows = await Promise.all(posts.map(async ([connection, post]) => await view(connection, post)));
      const live = await app.sandbox.ledger({ accountId: posts[0]![0].accountId });
      expect(rows.map(({ status }) => status)).toEqual(['PUBLISHED', 'PUBLISHED']);
      expect(new Set(rows.map(({ platformPostId }) => platformPostId))).toEqual(
        new Set(live.map(({ id }) => id)),
      );
      expect(live).toHaveLength(2);
    };

    it("does not take one tenant's live post for the other's, which said the same and did not land", async () => {
      const { mine, theirs } = await twoTenants();
      const lost = await sendWithFault(mine, 'error-before');
      const live = await app.given.post(theirs, { content });
      await app.publishDue();

      await lookUntilDecided();

      await expectEachItsOwn([
        [mine, lost],
        [theirs, live],
      ]);
    });

    it('gives a live post to one of two sends without an answer, and sends the other again', async () => {
      const { mine, theirs } = await twoTenants();
      const lost = await sendWithFault(mine, 'error-before');
      const live = await sendWithFault(theirs, 'drop-answer');

      await lookUntilDecided();

      await expectEachItsOwn([
        [mine, lost],
        [theirs, live],
      ]);
    });

    it('gives a live post to one of two undecided posts that are retried at once, and sends the other again', async () => {
      const { mine, theirs } = await twoTenants();
      const lost = await sendWithFault(mine, 'error-before');
      const live = await sendWithFault(theirs, 'drop-answer');
      await giveUpLooking(mine);
      await app.sandbox.send('DELETE', '/_sandbox/faults');

      await app.api.post(`/posts/${lost.id}/retry`);
      await app.api.as({ tenantId: theirs.tenantId }).post(`/posts/${live.id}/retry`);
      await app.publishDue();
      await lookUntilDecided();

      await expectEachItsOwn([
        [mine, lost],
        [theirs, live],
      ]);
    });

    it('leaves a live post that may be the other one’s alone when an undecided post is retried', async () => {
      const { mine, theirs } = await twoTenants();
      const lost = await sendWithFault(mine, 'error-before');
      await giveUpLooking(mine);
      const undecided = await view(mine, lost);
      await app.sandbox.send('DELETE', '/_sandbox/faults');
      const live = await sendWithFault(theirs, 'drop-answer');

      await app.api.post(`/posts/${lost.id}/retry`);
      await app.publishDue();
      const meanwhile = await view(mine, lost);
      await lookUntilDecided();

      expect([undecided.status, meanwhile.status]).toEqual(['FAILED', 'SCHEDULED']);
      await expectEachItsOwn([
        [mine, lost],
        [theirs, live],
      ]);
    });
  },
);
