import type { PublishClass } from '../../src/modules/providers/provider.port.ts';
import { neverEnds } from './explore.ts';
import { invariants, type Invariant } from './publish-invariants.ts';
import type { Safeguard, Scenario } from './publish-state.ts';

export interface Run {
  name: string;
  scenario: Scenario;
  watched: readonly Invariant[];
}

const full = { crashes: 2, operator: 2, claims: 3, inFlight: 2, restores: 0 };
const small = { ...full, crashes: 1, operator: 1 };
const smaller = { ...small, crashes: 0 };
/** A backup of any moment, played back at any later one, and an operator before or after it. */
const restored = { ...small, crashes: 0, restores: 1 };

/** Each of two tenants that connected the account has a post, and both say the same. */
const twins = { posts: 2, connections: 'one each', most: smaller } as const;

const undisturbed = { ...twins, most: { ...smaller, operator: 0 } };

const silent = 'CANCELLED means not live, unless the row says so';
const failedLive = 'FAILED means not live, unless OUTCOME_UNKNOWN';
/** What a backup had forgotten is not known when a row is cancelled. */
const remembered = invariants.filter((each) => each !== silent);
const untimed = invariants.filter((each) => each !== failedLive && each !== silent);

function scenarioOf(publishClass: PublishClass, change: Partial<Scenario> = {}): Scenario {
  return {
    publishClass,
    posts: 1,
    connections: 'one for all',
    workers: 2,
    processes: 'one each',
    timing: 'bounded',
    most: full,
    without: new Set(),
    ...change,
  };
}

/** What is explored in full; nothing may be broken in any of these. */
export const runs: Run[] = [
  run('two-phase'),
  run('duplicate-rejecting'),
  run('plain'),
  // No promise of the network at all. Only that FAILED is not live cannot be had: a request may outlive its refusal.
  run('two-phase', 'requests that land whenever they like', { timing: 'none', most: small }, untimed),
  run(
    'duplicate-rejecting',
    'requests that land whenever they like',
    { timing: 'none', most: small },
    untimed,
  ),
  run('two-phase', 'three workers', { workers: 3, most: small }),
  run('duplicate-rejecting', 'three workers', { workers: 3, most: small }),
  run('plain', 'three workers', { workers: 3, most: small }),
  run('two-phase', 'two jobs of one process', { processes: 'one for all', most: small }),
  run('plain', 'two jobs of one process', { processes: 'one for all', most: small }),
  run('duplicate-rejecting', 'two posts that say the same', { posts: 2, most: smaller }),
  run('plain', 'two posts that say the same', { posts: 2, most: smaller }),
  run('duplicate-rejecting', 'two tenants on one account that say the same', undisturbed),
  run('plain', 'two tenants on one account that say the same', twins),
  run('two-phase', 'a backup that is played back', { most: restored }, remembered),
  run('duplicate-rejecting', 'a backup that is played back', { most: restored }, remembered),
  run('plain', 'a backup that is played back', { most: restored }, remembered),
];

function run(
  publishClass: PublishClass,
  what?: string,
  change?: Partial<Scenario>,
  watched: readonly Invariant[] = invariants,
): Run {
  return {
    name: what ? `${publishClass}, ${what}` : publishClass,
    scenario: scenarioOf(publishClass, change),
    watched,
  };
}

export interface Mutant {
  without: Safeguard;
  /** The harm that must come of it. */
  harm: Invariant | typeof neverEnds;
  scenario: Scenario;
}

const twice = 'a post is live at most once';
const oneRow = 'a live post belongs to one row of its account';
const ofOneProcess = { processes: 'one for all' } as const;
const alone = { most: { ...small, operator: 0, claims: 2, inFlight: 1 } };
const playedBack = { most: restored };

/** The protocol without one of its safeguards, where that does harm. */
export const mutants: Mutant[] = [
  mutant('an unknown outcome is looked up, not sent again', twice, 'plain'),
  mutant('a send settles before it is looked up', twice, 'plain'),
  mutant('one open attempt per post and connection', twice, 'plain'),
  mutant('only the owner closes an attempt', twice, 'plain'),
  mutant('the mark checks the owner', twice, 'plain'),
  mutant('the mark checks the status', 'nothing is sent after a cancel that returned its row', 'plain'),
  mutant('the mark checks is_active', 'nothing is marked on a connection that is off', 'plain'),
  mutant('late truth wins', 'what a sender learned reaches the row', 'plain'),
  mutant('a refusal after an unclear send is looked up', failedLive, 'duplicate-rejecting'),
  mutant('giving up after an unclear send is looked up', failedLive, 'duplicate-rejecting'),
  mutant('a refusal while preparing, after an unclear send, is looked up', failedLive, 'duplicate-rejecting'),
  mutant('a refused draft settles before it is looked up', failedLive, 'two-phase'),
  mutant('a duplicate answer is looked up', failedLive, 'duplicate-rejecting'),
  mutant('a live draft is looked up', failedLive, 'two-phase'),
  mutant('plain posts are looked up twice', twice, 'plain'),
  mutant('taking over changes the owner', neverEnds, 'plain', alone),
  mutant('a process never takes over its own work', twice, 'plain', ofOneProcess),
  mutant('the same draft is published again', twice, 'two-phase'),
  // Either look alone finds a post that was published; it takes both to be missing.
  mutant('a post with a known id is looked up before it is sent', twice, 'plain', {
    without: new Set<Safeguard>([
      'a post with a known id is looked up before it is sent',
      'a post that may be live is looked up before it is sent',
    ]),
  }),
  mutant('a post that may be live is looked up before it is sent', twice, 'plain'),
  mutant('attempts that sent nothing do not hide an undecided one', twice, 'plain'),
  mutant('an account that cannot be read proves nothing', failedLive, 'plain'),
  mutant('a post that may be live is not called late', failedLive, 'plain'),
  mutant('a mark is young when it is used', twice, 'plain'),
  mutant('a cancelled post says what of it may be live', silent, 'plain'),
  mutant(
    'a cancel waits for a mark that may be used',
    'nothing is sent after a cancel that returned its row',
    'plain',
  ),
  mutant(oneRow, 'PUBLISHED means live', 'plain', twins),
  mutant('a match waits until what was sent is shown', twice, 'plain', twins),
  // Whoever comes second asks a person, unless nothing at all keeps the two apart.
  mutant('what others published there is asked for', 'PUBLISHED means live', 'plain', {
    ...twins,
    without: new Set<Safeguard>(['what others published there is asked for', oneRow]),
  }),
  mutant('a match waits for what others sent to the account', 'PUBLISHED means live', 'plain', {
    ...twins,
    without: new Set<Safeguard>(['a match waits for what others sent to the account', oneRow]),
  }),
  mutant('nothing is taken from a database that is not known', twice, 'plain', playedBack),
  mutant('what the lost time may have sent settles', twice, 'plain', playedBack),
  mutant('what the lost time may have sent is looked up', twice, 'two-phase', playedBack),
  mutant('what the lost time may have sent is not called late', failedLive, 'plain', playedBack),
];

function mutant(
  without: Safeguard,
  harm: Mutant['harm'],
  publishClass: PublishClass,
  change: Partial<Scenario> = {},
): Mutant {
  return { without, harm, scenario: scenarioOf(publishClass, { without: new Set([without]), ...change }) };
}

export function watchedFor({ harm }: Mutant): Invariant[] {
  return harm === neverEnds ? [] : [harm];
}

/**
 * A second fence each. The mark checks the owner too, who changes with every take-over, and a process never works twice on one
 * attempt; so within these bounds neither an old lease nor a second mark gets that far.
 */
export const redundant: Safeguard[] = ['the mark checks the lease', 'an attempt is marked once'];

export const redundantRuns: Run[] = redundant.flatMap((each) =>
  runs
    .filter(({ scenario }) => scenario.posts === 1 && scenario.publishClass !== 'two-phase')
    .map((given) => ({
      ...given,
      name: `${given.name}, without: ${each}`,
      scenario: { ...given.scenario, most: small, without: new Set([each]) },
    })),
);

/** The assumption that plain posts rest on, taken away. */
export const plainWithoutTiming = scenarioOf('plain', { timing: 'none' });
