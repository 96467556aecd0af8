import { describe, expect, it } from '@jest/globals';
import { startPublishSuite } from '../../../test/support/publish-statements.ts';
import type { ClaimedPost } from './claim.queries.ts';
import { recordEnds, type AttemptEnd } from './record.queries.ts';
import { noteSecondCopies } from './second-copy.queries.ts';

type How = Pick<AttemptEnd, 'outcome' | 'postStatus' | 'platformPostId'>;

const live = (id: string): How => ({ outcome: 'published', postStatus: 'PUBLISHED', platformPostId: id });
const liveWithoutId: How = { outcome: 'published', postStatus: 'PUBLISHED', platformPostId: null };
const foundWithoutId: How = { outcome: 'adopted', postStatus: 'PUBLISHED' };
const neverSent: How = { outcome: 'never_sent', postStatus: 'FAILED' };

describe('recording how attempts ended', () => {
  const suite = startPublishSuite();
  const { connection, post, claim, claimOne, mark, end } = suite;

  /** One post whose first attempt was not found and may still land, and whose second one is open. */
  const twoAttempts = async () => {
    const first = await claimOne('w1');
    await mark('w1', first);
    await end(first, 'w1', { outcome: 'not_found', postStatus: 'SCHEDULED' });
    const [second] = await claim('w1');
    if (!second) throw new Error('Nothing was claimed.');
    return { first, second };
  };
  const endOf = (
    { attemptId, postId, connectionId, tenantId }: ClaimedPost,
    how: How,
    workerId = 'w1',
  ): AttemptEnd => ({ attemptId, postId, connectionId, tenantId, workerId, ...how });
  const record = async (ends: AttemptEnd[]) => await recordEnds(suite.database.sql, ends, 900);
  const posts = async () =>
    await suite.database.sql.rows(
      'SELECT status, platform_post_id AS id, error_code FROM "SocialPost" ORDER BY id',
    );

  it.each(['first', 'second'])(
    'of two ends of one post in one list the live one wins, as the %s too',
    async (place) => {
      const { first, second } = await twoAttempts();
      const ends = [endOf(first, live('1')), endOf(second, neverSent)];

      const { closed } = await record(place === 'first' ? ends : ends.toReversed());

      expect(closed.size).toBe(2);
      expect(await posts()).toEqual([{ status: 'PUBLISHED', id: '1', error_code: null }]);
    },
  );

  it('of one attempt with two ends in one list the live one wins', async () => {
    const claimed = await claimOne('w1');
    await mark('w1', claimed);

    await record([
      endOf(claimed, { outcome: 'not_found', postStatus: 'SCHEDULED' }),
      endOf(claimed, live('1'), 'a process that slept'),
    ]);

    expect(await posts()).toEqual([{ status: 'PUBLISHED', id: '1', error_code: null }]);
  });

  it('tells which of two live ids in one list the row did not take, so that the second copy is found', async () => {
    const { first, second } = await twoAttempts();
    await mark('w1', second);

    const { closed, settled } = await record([endOf(first, live('1')), endOf(second, live('2'))]);
    const doubtful = [...closed].filter((id) => !settled.has(id));
    const copies = await suite.database.sql.transaction(async (tx) => await noteSecondCopies(tx, doubtful));

    expect(copies).toMatchObject([{ attemptId: second.attemptId, first: { id: '1' }, second: { id: '2' } }]);
    expect(await posts()).toEqual([{ status: 'PUBLISHED', id: '1', error_code: 'DUPLICATE_DETECTED' }]);
  });

  it('writes the ends of other posts in the same list as ever', async () => {
    const { first, second } = await twoAttempts();
    await post(await connection('b'), { ago: 1 });
    const [other] = await claim('w1');

    await record([endOf(first, live('1')), endOf(other!, live('3')), endOf(second, neverSent)]);

    expect((await posts()).map(({ id }) => id as string).sort()).toEqual(['1', '3']);
  });

  it.each([
    [2 * 60, 2 * 60],
    [24 * 60 + 1, 24 * 60 + 1],
    [48 * 60, 24 * 60 + 15],
  ])(
    'puts a post off to the end of a limit of %d minutes, or to the last moment at which it may go out (%d)',
    async (limit, putOff) => {
      const claimed = await claimOne('w1');
      const [row] = await suite.database.sql.rows<{ at: Date }>(
        'SELECT scheduled_at AS at FROM "SocialPost"',
      );
      const minutes = (count: number) => new Date(row!.at.getTime() + count * 60_000);

      const wait = { until: minutes(limit), latenessHours: 24 };
      await record([{ ...endOf(claimed, neverSent), postStatus: 'SCHEDULED', wait }]);

      const put = await suite.database.sql.rows('SELECT not_before AS at FROM "SocialPost"');
      expect(put).toEqual([{ at: minutes(putOff) }]);
    },
  );

  it('fills in the id of a post that was found without one when its sender names it', async () => {
    const claimed = await claimOne('w1');
    await mark('w1', claimed);
    await record([endOf(claimed, foundWithoutId)]);
    const publishedAt = 'SELECT published_at FROM "SocialPost"';
    const before = await suite.database.sql.rows(publishedAt);
    await suite.database.test.advance(60);

    const { settled } = await record([endOf(claimed, live('1'), 'a process that slept')]);

    expect([...settled]).toEqual([claimed.attemptId]);
    expect(await posts()).toEqual([{ status: 'PUBLISHED', id: '1', error_code: null }]);
    expect(await suite.database.sql.rows(publishedAt)).toEqual(before);
  });

  it('takes the id of another copy when the one that the row has was deleted on the platform', async () => {
    const { first, second } = await twoAttempts();
    await mark('w1', second);
    await record([endOf(first, live('1'), 'a process that slept')]);
    await suite.database.sql.count(`UPDATE "SocialPost" SET deleted_on_platform_at = social_now()`);

    const { settled } = await record([endOf(second, { ...foundWithoutId, platformPostId: '2' })]);

    expect([...settled]).toEqual([second.attemptId]);
    expect(await posts()).toEqual([{ status: 'PUBLISHED', id: '2', error_code: null }]);
    const deleted = 'SELECT deleted_on_platform_at AS at FROM "SocialPost"';
    expect(await suite.database.sql.rows(deleted)).toEqual([{ at: null }]);
  });

  it('keeps the id of a post that was found when its sender names none', async () => {
    const claimed = await claimOne('w1');
    await mark('w1', claimed);
    await record([endOf(claimed, { ...foundWithoutId, platformPostId: '1' })]);

    await record([endOf(claimed, liveWithoutId, 'a process that slept')]);

    const ofAttempt = 'SELECT platform_post_id AS id FROM "SocialPublishAttempt"';
    expect(await suite.database.sql.rows(ofAttempt)).toEqual([{ id: '1' }]);
    expect(await posts()).toEqual([{ status: 'PUBLISHED', id: '1', error_code: null }]);
  });

  describe('notes at the connection that a post went out', () => {
    /** Whether a connection on which the last post went out a moment ago, and which looks like that, is written again. */
    const isNotedAgain = async (looks: string) => {
      const claimed = await claimOne('w1');
      await mark('w1', claimed);
      const justNow = `UPDATE "SocialConnection" SET last_post_at = social_now() - interval '0.2 seconds'`;
      await suite.database.sql.count(justNow);
      const [before] = await suite.database.sql.rows<{ at: string }>(
        `UPDATE "SocialConnection" SET ${looks}
         RETURNING last_post_at::text AS at`,
      );

      await record([endOf(claimed, live('1'))]);

      const [after] = await suite.database.sql.rows(
        `SELECT last_post_at::text <> $1 AS again, error_code AS code,
           last_post_at BETWEEN social_now() - interval '30 seconds' AND social_now() AS now FROM "SocialConnection"`,
        [before!.at],
      );
      return after;
    };

    it('not again within the second', async () => {
      expect(await isNotedAgain('error_code = NULL')).toEqual({ again: false, code: null, now: true });
    });

    it.each([
      ['keeps a distance', 'min_spacing_seconds = 1'],
      ['kept a wider one after a limit', `rate_spacing_until = social_now() - interval '1 minute'`],
      ['shows an error', `error_code = 'RATE_LIMITED', error_message = 'Wait.'`],
      ['said so longer ago', `last_post_at = social_now() - interval '2 seconds'`],
      ['says a time that is still to come', `last_post_at = social_now() + interval '1 minute'`],
    ])('each time where it %s', async (_, looks) => {
      expect(await isNotedAgain(looks)).toEqual({ again: true, code: null, now: true });
    });
  });
});
