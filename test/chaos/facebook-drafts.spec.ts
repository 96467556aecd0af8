import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Fleet } from '../support/fleet.ts';
import { until } from '../support/service-process.ts';

const quick = {
  PLATFORM_TIMEOUT_MS: '1500',
  PUBLISH_LEASE_SECONDS: '2',
  // So long that only a draft, which needs no settling, is decided within the test.
  PUBLISH_SETTLE_SECONDS: '600',
  FACEBOOK_TWO_PHASE: 'true',
};

describe('a Facebook post in two phases whose worker dies', () => {
  let fleet: Fleet;

  beforeEach(async () => {
    fleet = await Fleet.gather(quick);
  });

  afterEach(async () => {
    await fleet.disband();
  });

  /** The platform has met the fault, so the worker waits for an answer that does not come. */
  const faultMet = async () =>
    await until('the fault was met', async () => {
      const { body } = await fleet.sandbox.send('GET', '/_sandbox/faults');
      return (body as { faults: object[] }).faults.length === 0 ? true : undefined;
    });
  const attempts = async () =>
    await fleet.database.query<{ outcome: string; draft: string | null }>(
      `SELECT outcome, resume_state->>'draftId' AS draft FROM "SocialPublishAttempt" ORDER BY created_at`,
    );
  const dieAt = async (operation: string, fault: string) => {
    const connections = await fleet.connections(1, ['FACEBOOK']);
    await fleet.sandbox.control(`accounts/${connections[0]!.accountId}`, { duplicateCheck: false });
    await fleet.sandbox.control('faults', { operation, fault, ms: 60_000 });
    await fleet.duePosts(connections, 1);
    const doomed = await fleet.start('worker');
    await faultMet();
    await doomed.kill();
    const left = await attempts();
    await fleet.start('worker');
    await fleet.untilPublished(1, 20_000);
    return left[0];
  };

  it.each([
    ['while the draft is made, and its id is lost', 'prepare', 'hang-after-accept'],
    ['while the draft is published, which took place', 'publish', 'hang-after-accept'],
    ['while the draft is published, which did not take place', 'publish', 'hang'],
  ])(
    '%s: it goes out once, without waiting for anything to settle',
    async (_when, operation, fault) => {
      const left = await dieAt(operation, fault);

      const [row] = await fleet.rows();
      expect(await fleet.ledger()).toMatchObject([{ id: row?.platformPostId, text: row?.content }]);
      expect(left).toEqual({ outcome: null, draft: operation === 'publish' ? row?.platformPostId : null });
      expect((await attempts()).at(-1)?.draft).toBe(row?.platformPostId);
    },
    60_000,
  );
});
