import { randomInt } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Fleet } from '../support/fleet.ts';
import type { GivenConnection } from '../support/given.ts';
import { until } from '../support/service-process.ts';

const quick = { PLATFORM_TIMEOUT_MS: '1000', PUBLISH_LEASE_SECONDS: '2', PUBLISH_SETTLE_SECONDS: '2' };
const operateForMs = 6_000;
const faults = ['drop-answer', 'error-after-accept', 'hang-after-accept', 'error-before', 'hang'];

const retry = `UPDATE "SocialPost" SET status = 'SCHEDULED', error_message = NULL, retry_count = 0 WHERE id = $1`;
/** The runbook's cancel, and whether anything of the post had ever left at that moment. */
const cancel = `UPDATE "SocialPost" SET status = 'CANCELLED' WHERE id = $1 AND status = 'SCHEDULED'
  RETURNING EXISTS (SELECT FROM "SocialPublishAttempt" a
                    WHERE a.post_id = "SocialPost".id AND a.send_started_at IS NOT NULL) AS sent`;
const cancelOnItsWay = `UPDATE "SocialPost" SET status = 'CANCELLED' WHERE id = $1 AND status = 'PUBLISHING'`;
const postpone = `UPDATE "SocialPost" SET scheduled_at = now() + interval '1 second' WHERE id = $1`;
const deactivate = `UPDATE "SocialConnection"
  SET is_active = false, error_message = 'Token expired - reauthentication required' WHERE id = $1`;
const activate = `UPDATE "SocialConnection" SET is_active = true WHERE id = $1`;

describe('operators who change rows while a worker publishes them', () => {
  let fleet: Fleet;

  afterEach(async () => {
    await fleet.disband();
  });

  it('never make a post go out twice, nor a row say what is not so', async () => {
    const seed = randomInt(2 ** 31);
    fleet = await Fleet.gather(quick);
    const connections = await fleet.connections(24, ['TWITTER', 'FACEBOOK', 'INSTAGRAM']);
    await fleet.duePosts(connections, 3);
    await spreadFaults(fleet, connections, numbersFrom(seed));

    await fleet.start('worker');
    const kept = await operate(fleet, connections, numbersFrom(seed + 1));
    for (const { id } of connections) await fleet.database.query(activate, [id]);
    await untilQuiet(fleet);

    expect({ seed, mistakes: await mistakesOf(fleet, kept) }).toEqual({ seed, mistakes: [] });
  }, 100_000);
});

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function oneOf<Item>(items: Item[], next: () => number): Item {
  const item = items[Math.floor(next() * items.length)];
  if (item === undefined) throw new Error('There is nothing to choose from.');
  return item;
}

/** The platforms do not refuse repeated texts here, so that every second send shows in the ledger. */
async function spreadFaults(fleet: Fleet, all: GivenConnection[], next: () => number): Promise<void> {
  for (const { accountId } of all) {
    await fleet.sandbox.control(`accounts/${accountId}`, { duplicateCheck: false });
    if (next() < 0.5) continue;
    const rule = { accountId, operation: 'publish', fault: oneOf(faults, next), times: 2, ms: 2_000 };
    await fleet.sandbox.control('faults', rule);
  }
  await fleet.sandbox.control('faults', { operation: 'publish', fault: 'slow', ms: 80, times: null });
}

/** Random statements of the runbook for some seconds. Returns the posts that were cancelled before anything left. */
async function operate(fleet: Fleet, all: GivenConnection[], next: () => number): Promise<Set<string>> {
  const posts = (await fleet.rows()).map(({ id }) => id).toSorted();
  const neverSent = new Set<string>();
  const givenUpAt = performance.now() + operateForMs;
  while (performance.now() < givenUpAt) {
    const [post, connection, dice] = [oneOf(posts, next), oneOf(all, next), next()];
    if (dice < 0.3) {
      neverSent.delete(post);
      await fleet.database.query(retry, [post]);
    } else if (dice < 0.5) {
      const [cancelled] = await fleet.database.query<{ sent: boolean }>(cancel, [post]);
      if (cancelled && !cancelled.sent) neverSent.add(post);
    } else if (dice < 0.6) await fleet.database.query(cancelOnItsWay, [post]);
    else if (dice < 0.7) await fleet.database.query(postpone, [post]);
    else if (dice < 0.8) await fleet.database.query(deactivate, [connection.id]);
    else await fleet.database.query(activate, [connection.id]);
  }
  return neverSent;
}

/** Nothing is due, on its way or open any more. */
async function untilQuiet(fleet: Fleet): Promise<void> {
  await until(
    'every post came to its end',
    async () => {
      const [row] = await fleet.database.query<{ busy: boolean }>(
        `SELECT EXISTS (SELECT FROM "SocialPost" WHERE status IN ('SCHEDULED', 'PUBLISHING'))
           OR EXISTS (SELECT FROM "SocialPublishAttempt" WHERE outcome IS NULL) AS busy`,
      );
      return row?.busy === false ? true : undefined;
    },
    60_000,
  ).catch(async (error: Error) => {
    const open = await fleet.database.query(
      `SELECT p.status, p.error_code, p.not_before, p.retry_count, a.outcome, a.settle_until, a.lease_until, a.failure_meaning
       FROM "SocialPost" p LEFT JOIN "SocialPublishAttempt" a ON a.post_id = p.id AND a.outcome IS NULL
       WHERE p.status IN ('SCHEDULED', 'PUBLISHING') OR a.id IS NOT NULL LIMIT 5`,
    );
    throw new Error(`${error.message}\n${JSON.stringify(open, null, 1)}`);
  });
}

/** What the ledger says against the rows; empty when all is well. */
async function mistakesOf(fleet: Fleet, neverSent: Set<string>): Promise<string[]> {
  const live = (await fleet.ledger()).map(({ text }) => text);
  const rows = await fleet.database.query<{
    id: string;
    content: string;
    status: string;
    errorCode: string | null;
  }>(`SELECT id, content, status, error_code AS "errorCode" FROM "SocialPost"`);
  return rows.flatMap(({ id, content, status, errorCode }) => {
    const copies = live.filter((text) => text === content).length;
    const row = `${content} is ${status} (${errorCode}) and live ${copies} times`;
    const isWrong =
      copies > 1 ||
      (status === 'PUBLISHED' && copies === 0) ||
      (status === 'FAILED' && copies > 0 && errorCode !== 'OUTCOME_UNKNOWN') ||
      (neverSent.has(id) && copies > 0);
    return isWrong ? [neverSent.has(id) ? `${row}, cancelled before it left` : row] : [];
  });
}
