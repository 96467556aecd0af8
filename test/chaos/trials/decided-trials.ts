import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../../../src/kernel/platform.ts';
import type { GivenConnection } from '../../support/given.ts';
import { until } from '../../support/service-process.ts';
import type { LedgerLine } from '../campaign/judge.ts';
import type { TrialOptions, TrialReport } from './trial-options.ts';
import { linesBy, plannedPost, TrialStage, type PlannedPost } from './trial-stage.ts';

/** The service's own times, in seconds; see src/config/env.dto.ts. */
export interface DecidedTimes {
  platformTimeout: number;
  lease: number;
  settle: number;
}

export const defaultTimes: DecidedTimes = { platformTimeout: 30, lease: 60, settle: 120 };

type Place = 'never sent' | 'two-phase' | 'other';

/** Where the posts of a group are when the worker dies: the fault holds them there. */
interface Group {
  name: string;
  place: Place;
  platform: Platform;
  operation: 'prepare' | 'publish';
  fault: 'hang' | 'hang-after-accept';
  hasImage: boolean;
}

const instagram = { platform: 'INSTAGRAM', hasImage: true } as const;
const groups: Group[] = [
  {
    name: 'X, uploading',
    place: 'never sent',
    platform: 'TWITTER',
    operation: 'prepare',
    fault: 'hang',
    hasImage: true,
  },
  {
    name: 'Instagram, creating its container',
    // Never sent either, but whoever goes on has to wait for a container of its own.
    place: 'two-phase',
    operation: 'prepare',
    fault: 'hang',
    ...instagram,
  },
  {
    name: 'Instagram, container stored, not live',
    place: 'two-phase',
    operation: 'publish',
    fault: 'hang',
    ...instagram,
  },
  {
    name: 'Instagram, live',
    place: 'two-phase',
    operation: 'publish',
    fault: 'hang-after-accept',
    ...instagram,
  },
  { name: 'X text, live', place: 'other', ...sentText('TWITTER', 'hang-after-accept') },
  { name: 'Facebook text, live', place: 'other', ...sentText('FACEBOOK', 'hang-after-accept') },
  { name: 'X text, not live', place: 'other', ...sentText('TWITTER', 'hang') },
  { name: 'Facebook text, not live', place: 'other', ...sentText('FACEBOOK', 'hang') },
];

function sentText(platform: Platform, fault: Group['fault']) {
  return { platform, fault, operation: 'publish', hasImage: false } as const;
}

/** From the crash to the decision, in seconds. */
function goalOf(place: Place, { lease }: DecidedTimes): number {
  switch (place) {
    case 'never sent':
      return lease + 5;
    case 'two-phase':
      return lease + 10;
    case 'other':
      return 300;
  }
}

interface Held {
  group: Group;
  post: PlannedPost;
}

/** A worker dies with posts at every place of the protocol; another one, which was there before, decides them. */
export async function decidedTrials(
  options: TrialOptions,
  times: DecidedTimes = defaultTimes,
): Promise<TrialReport> {
  const stage = await TrialStage.set();
  try {
    const held = await holdPosts(stage, options);
    const settings = {
      PLATFORM_TIMEOUT_MS: String(times.platformTimeout * 1000),
      PUBLISH_LEASE_SECONDS: String(times.lease),
      PUBLISH_SETTLE_SECONDS: String(times.settle),
    };
    const [doomed, survivor] = [await stage.start('worker', settings), await stage.start('worker', settings)];
    // It sleeps until the other one holds everything.
    process.kill(survivor.pid, 'SIGSTOP');
    await stage.schedule(held.map(({ post }) => post));
    await untilHeld(stage, held, times);
    await doomed.kill();
    const killedAt = performance.now();
    await stage.sandbox.client.send('DELETE', '/_sandbox/faults');
    process.kill(survivor.pid, 'SIGCONT');
    const ends = await untilFinal(stage, {
      count: held.length,
      killedAt,
      patience: goalOf('other', times) + 30,
    });
    return judge(options, { held, ends, times }, await stage.sandbox.ledger());
  } finally {
    await stage.clear();
  }
}

async function holdPosts(stage: TrialStage, { trials, seed }: TrialOptions): Promise<Held[]> {
  const held: Held[] = [];
  for (let turn = 0; turn < trials; turn += 1) {
    const group = groups[turn % groups.length]!;
    const [connection] = (await stage.connections(1, [group.platform])) as [GivenConnection];
    const { operation, fault } = group;
    const rule = { accountId: connection.accountId, operation, fault, times: null };
    await stage.sandbox.client.control('faults', rule);
    const content = `Trial ${seed}, ${group.name}, news ${turn}`;
    held.push({
      group,
      post: plannedPost(connection, { content, dueAt: Date.now(), hasImage: group.hasImage }),
    });
  }
  return held;
}

/** Each post stands where its group says; what the platform accepts has been accepted. */
async function untilHeld(stage: TrialStage, held: Held[], times: DecidedTimes): Promise<void> {
  const sent = held.filter(({ group }) => group.operation === 'publish').length;
  const live = held.filter(({ group }) => group.fault === 'hang-after-accept').length;
  await until(
    'every post hangs where it should',
    async () => {
      const [row] = await stage.database.query<{ claimed: number; sent: number }>(
        `SELECT count(*)::integer AS claimed, count(send_started_at)::integer AS sent
         FROM "SocialPublishAttempt" WHERE outcome IS NULL`,
      );
      const isHeld = row?.claimed === held.length && row.sent === sent;
      return isHeld && (await stage.sandbox.ledger()).length === live ? true : undefined;
    },
    times.platformTimeout * 1000,
  );
}

interface End {
  status: string;
  seconds: number;
}

/** When each row came to its end, counted from the crash. */
async function untilFinal(
  stage: TrialStage,
  { count, killedAt, patience }: { count: number; killedAt: number; patience: number },
): Promise<Map<string, End>> {
  const ends = new Map<string, End>();
  for (;;) {
    const rows = await stage.database.query<{ id: string; status: string }>(
      `SELECT id, status FROM "SocialPost" WHERE status NOT IN ('SCHEDULED', 'PUBLISHING')`,
    );
    const seconds = (performance.now() - killedAt) / 1000;
    for (const { id, status } of rows) if (!ends.has(id)) ends.set(id, { status, seconds });
    if (ends.size === count || seconds > patience) return ends;
    await pause(100);
  }
}

function judge(
  options: TrialOptions,
  { held, ends, times }: { held: Held[]; ends: Map<string, End>; times: DecidedTimes },
  ledger: LedgerLine[],
): TrialReport {
  const live = linesBy('text', ledger);
  const violations = held.flatMap(({ group, post }) => {
    const [end, copies, goal] = [
      ends.get(post.id),
      live.get(post.content)?.length ?? 0,
      goalOf(group.place, times),
    ];
    if (end?.status !== 'PUBLISHED')
      return [`${post.content}: ${end?.status ?? 'never decided'}, live ${copies} times`];
    if (copies !== 1) return [`${post.content}: PUBLISHED, live ${copies} times`];
    return end.seconds > goal
      ? [`${post.content}: decided after ${end.seconds.toFixed(1)} s instead of ${goal} s`]
      : [];
  });
  const slowest = groups.map((group): [string, string] => {
    const own = held.filter((each) => each.group === group);
    const longest = own.reduce((most, { post }) => Math.max(most, ends.get(post.id)?.seconds ?? Infinity), 0);
    return [
      `${group.name}: ${own.length} posts, slowest s`,
      `${longest.toFixed(1)}, goal ${goalOf(group.place, times)}`,
    ];
  });
  const used = `lease ${times.lease}, settle ${times.settle}, deadline ${times.platformTimeout}`;
  return {
    options,
    figures: [['posts held', held.length], ['times of the service, s', used], ...slowest],
    violations,
  };
}
