import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReconcileService } from '../../src/modules/posts/reconcile.service.ts';
import { TestApp } from '../support/test-app.ts';

const platformTimeoutMs = 6_000;
/** More than one run looks up. */
const pages = 55;

describe('sends that are looked up on a platform that keeps silent', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: String(platformTimeoutMs) });
  });

  afterAll(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.close();
  });

  const loseAnswers = async (platform: 'FACEBOOK' | 'TWITTER', count: number): Promise<string[]> => {
    await app.sandbox.control('faults', {
      platform,
      operation: 'publish',
      fault: 'drop-answer',
      times: count,
    });
    const ids: string[] = [];
    for (let each = 0; each < count; each += 1) {
      ids.push((await app.given.post(await app.given.connection(platform))).id);
    }
    await app.publishDue();
    return ids;
  };

  it('do not keep a send on another platform from being decided', async () => {
    await loseAnswers('FACEBOOK', pages);
    await app.advance(1);
    const [id] = await loseAnswers('TWITTER', 1);
    await app.sandbox.control('faults', {
      platform: 'FACEBOOK',
      operation: 'read',
      fault: 'hang',
      times: null,
    });
    await app.advance(300);
    const reconcile = app.nest.get(ReconcileService);

    const runs = [await reconcile.reconcileSettled(), await reconcile.reconcileSettled()];
    const post = (await app.api.get(`/posts/${id}`)).body;
    const stillRead = await app.database.query(
      `SELECT FROM "SocialPublishAttempt" WHERE closed_at IS NULL AND unreadable_since IS NULL`,
    );
    await reconcile.drain();

    expect(runs).toEqual([50, pages + 1 - 50]);
    expect(post).toMatchObject({ status: 'PUBLISHED' });
    expect(stillRead).toHaveLength(pages);
  });
});
