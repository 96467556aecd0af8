import { describe, expect, it } from '@jest/globals';
import { leaseSeconds, owner, startPublishSuite } from '../../../test/support/publish-statements.ts';
import { leaveUnsettled, markSends } from './attempt.queries.ts';

const lost = { meaning: 'unknown', code: 'NO_ANSWER', message: 'No answer came.', who: 'wait' } as const;

const secondLive = `WITH live AS (UPDATE "SocialPost" SET platform_post_id = '1' RETURNING connection_id, tenant_id)
  INSERT INTO "SocialPost" (tenant_id, connection_id, status, content, platform_post_id)
  SELECT c.tenant_id, c.id, 'PUBLISHED', n, '1' FROM "SocialConnection" c, unnest(ARRAY['a', 'b']) n`;

const anotherAttempt = (turn: string, outcome: string | null) => `INSERT INTO "SocialPublishAttempt"
  (id, post_id, tenant_id, connection_id, connection_turn, account_id, worker_id, payload, payload_hash, lease_until, outcome, closed_at)
  SELECT gen_random_uuid(), post_id, tenant_id, connection_id, ${turn}, account_id, 'w9', payload, payload_hash, lease_until,
    ${outcome ? `'${outcome}', now()` : 'NULL, NULL'}
  FROM "SocialPublishAttempt"`;

describe('the statements of an attempt', () => {
  const suite = startPublishSuite();
  const { connection, post, claim, claimOne, resume, unsettled, mark, end, statusOf } = suite;

  describe('the mark', () => {
    it.each([
      ['the post was cancelled', `UPDATE "SocialPost" SET status = 'CANCELLED'`],
      [
        'the connection was switched off',
        `UPDATE "SocialConnection" SET is_active = false, error_message = 'Off'`,
      ],
    ])('refuses the send when %s after the claim', async (_what, change) => {
      const claimed = await claimOne('w1');

      await suite.database.sql.count(change);

      expect(await mark('w1', claimed)).toBe(false);
    });

    it('refuses a worker whose lease is over, and one that never owned the attempt', async () => {
      const claimed = await claimOne('w1');

      expect(await mark('w2', claimed)).toBe(false);
      await suite.database.test.advance(leaseSeconds + 1);
      expect(await mark('w1', claimed)).toBe(false);
    });

    it('is waited for by a cancellation, also while it is being written and the lease before it ends', async () => {
      const claimed = await claimOne('w1');
      const { attemptId } = owner(claimed, 'w1');
      await suite.database.test.advance(leaseSeconds - 0.5);
      let waitedMs = 0;

      await suite.database.sql.transaction(async (tx) => {
        const wishes = [{ attemptId, settleSeconds: 0, mark: 'first' as const }];
        const marked = await markSends(tx, 'w1', wishes, { leaseSeconds, deadlineSeconds: 30 });
        expect(marked.size).toBe(1);
        await suite.database.test.advance(0.8);
        await suite.database.sql.count(`UPDATE "SocialPost" SET status = 'SCHEDULED'`);
        const askedAt = performance.now();
        await suite.database.sql.count(`UPDATE "SocialPost" SET status = 'CANCELLED'`);
        waitedMs = performance.now() - askedAt;
      });

      // As long as a mark may be used: AttemptRunner.
      expect(waitedMs).toBeGreaterThanOrEqual(1000);
      expect(await statusOf(claimed.postId)).toBe('CANCELLED');
    });

    it('keeps the moment of the first send when it is made again', async () => {
      const claimed = await claimOne('w1');

      expect(await mark('w1', claimed)).toBe(true);
      await suite.database.test.advance(3);
      expect(await mark('w1', claimed)).toBe(false);
      expect(await mark('w1', claimed, 0, 'again')).toBe(true);

      const [row] = await suite.database.sql.rows<{ age: number }>(
        `SELECT extract(epoch FROM social_now() - send_started_at)::integer AS age FROM "SocialPublishAttempt"`,
      );
      expect(row?.age).toBe(3);
    });
  });

  it('is not taken over while there are no places for its platform', async () => {
    const claimed = await claimOne('w1');
    await suite.database.test.advance(leaseSeconds + 1);

    expect(await resume('w2', ['TWITTER'])).toEqual([]);
    expect(await resume('w2', ['FACEBOOK'])).toMatchObject([{ attemptId: claimed.attemptId }]);
  });

  describe('a worker that comes back from the dead', () => {
    it('cannot close as unsent what another worker took over and is sending', async () => {
      const claimed = await claimOne('w1');
      await suite.database.test.advance(leaseSeconds + 1);
      const [taken] = await resume('w2');
      expect(await mark('w2', claimed)).toBe(true);

      const zombie = await end(claimed, 'w1', { outcome: 'never_sent', postStatus: 'SCHEDULED' });

      expect(taken?.attemptId).toBe(claimed.attemptId);
      expect(zombie).toBe(false);
      expect(await statusOf(claimed.postId)).toBe('PUBLISHING');
      expect(await claim('w3')).toEqual([]);
    });

    it('cannot close as unsent what it marked itself, whichever of its own jobs says so', async () => {
      const claimed = await claimOne('w1');
      await mark('w1', claimed);

      expect(await end(claimed, 'w1', { outcome: 'never_sent', postStatus: 'SCHEDULED' })).toBe(false);
      expect(await statusOf(claimed.postId)).toBe('PUBLISHING');
    });

    it('is believed when it says that the post is live: late truth wins', async () => {
      const claimed = await claimOne('w1');
      await mark('w1', claimed);
      await suite.database.test.advance(300);
      expect(await unsettled('w2')).toHaveLength(1);
      await end(claimed, 'w2', { outcome: 'not_found', postStatus: 'SCHEDULED' });

      const late = await end(claimed, 'w1', {
        outcome: 'published',
        postStatus: 'PUBLISHED',
        platformPostId: '99',
      });

      expect(late).toBe(true);
      expect(await statusOf(claimed.postId)).toBe('PUBLISHED');
      expect(await claim('w3')).toEqual([]);
    });

    it('leaves a cancelled post cancelled, and the row says that it is live', async () => {
      const claimed = await claimOne('w1');
      await mark('w1', claimed);
      await suite.database.sql.count(`UPDATE "SocialPost" SET status = 'CANCELLED'`);

      await end(claimed, 'w1', { outcome: 'published', postStatus: 'PUBLISHED', platformPostId: '99' });

      const rows = await suite.database.sql.rows(
        'SELECT status, error_code, platform_post_id FROM "SocialPost"',
      );
      expect(rows).toEqual([
        { status: 'CANCELLED', error_code: 'LIVE_AFTER_CANCEL', platform_post_id: '99' },
      ]);
    });
  });

  describe('a published post that is put back and cancelled before it was looked up', () => {
    const putBackAndCancel = async (set: string) => {
      const claimed = await claimOne('w1');
      await end(claimed, 'w1', { outcome: 'published', postStatus: 'PUBLISHED', platformPostId: '99' });
      await suite.database.sql.count(`UPDATE "SocialPost" SET status = 'SCHEDULED'${set}`);
      await suite.database.sql.count(
        `UPDATE "SocialPost" SET status = 'CANCELLED' WHERE status = 'SCHEDULED'`,
      );
      return await suite.database.sql.rows('SELECT status, error_code, error_message FROM "SocialPost"');
    };

    it('says that it is live', async () => {
      expect(await putBackAndCancel('')).toEqual([
        {
          status: 'CANCELLED',
          error_code: 'LIVE_AFTER_CANCEL',
          error_message: expect.stringContaining('it is live. Delete it on the platform'),
        },
      ]);
    });

    it('says nothing where it was deleted on the platform', async () => {
      expect(await putBackAndCancel(', deleted_on_platform_at = social_now()')).toEqual([
        { status: 'CANCELLED', error_code: null, error_message: null },
      ]);
    });
  });

  describe('a send without an answer', () => {
    it('is not looked up before its call can have ended and settled, nor taken by two at once', async () => {
      const claimed = await claimOne('w1');
      await mark('w1', claimed, 120);
      await leaveUnsettled(suite.database.sql, owner(claimed, 'w1'), { failure: lost, settleSeconds: null });

      await suite.database.test.advance(149);
      expect(await unsettled('w2')).toEqual([]);
      await suite.database.test.advance(2);
      const taken = await Promise.all([unsettled('w2'), unsettled('w3')]);

      expect(taken.flat()).toHaveLength(1);
    });

    it('keeps its connection to itself: nothing overtakes it', async () => {
      const id = await connection('a');
      await post(id, { ago: 2 });
      await post(id, { ago: 1 });
      const [claimed] = await claim('w1');
      await mark('w1', claimed);

      await suite.database.test.advance(100);

      expect(await claim('w2')).toEqual([]);
      expect(await resume('w2')).toEqual([]);
    });

    it('remembers the first send that may have landed when a later one is looked up', async () => {
      const first = await claimOne('w1');
      await mark('w1', first);
      await end(first, 'w1', { outcome: 'not_found', postStatus: 'SCHEDULED' });
      await suite.database.test.advance(10);
      const [second] = await claim('w1');
      await mark('w1', second);
      await suite.database.test.advance(200);

      const [send] = await unsettled('w2');

      expect(second?.ambiguousBefore).toBe(true);
      expect(send).toMatchObject({ sends: 2, ambiguousBefore: true });
      const sinceMs = (send?.sendStartedAt.getTime() ?? 0) - (send?.since.getTime() ?? 0);
      expect(sinceMs).toBeGreaterThanOrEqual(10_000);
    });
  });

  describe('the tables refuse', () => {
    it('PUBLISHING by hand, which nobody would ever take up', async () => {
      const id = await post(await connection('a'), { ago: 1 });

      const byHand = suite.database.test.query(
        `UPDATE "SocialPost" SET status = 'PUBLISHING' WHERE id = $1`,
        [id],
      );

      await expect(byHand).rejects.toThrow('PUBLISHING is set by the service alone');
      expect(await statusOf(id)).toBe('SCHEDULED');
    });

    it.each([
      ['a status that does not exist', `UPDATE "SocialPost" SET status = 'scheduled'`, /social_post_status/],
      ['a second live post with the same id', secondLive, /social_post_live_once/],
      ['a second open attempt of a post', anotherAttempt('connection_turn + 1', null), /one_open_per_post/],
      ['two attempts that follow the same one', anotherAttempt('connection_turn', 'never_sent'), /turn_once/],
      [
        'an active connection without a token',
        `UPDATE "SocialConnection" SET access_token_sealed = NULL`,
        /social_connection_active_has_token/,
      ],
      ['a count below zero', `UPDATE "SocialPost" SET likes = -1`, /social_post_counts/],
    ])('%s', async (_what, statement, message) => {
      await claimOne('w1');

      await expect(suite.database.sql.count(statement)).rejects.toThrow(message);
    });

    it('a post over a connection of another tenant', async () => {
      const foreign = await connection('other');

      await expect(post(foreign, { ago: 1, tenantId: 'a' })).rejects.toThrow(/social_post_connection/);
    });
  });
});
