import type { Platform } from '../../../src/kernel/platform.ts';
import type { CampaignOptions } from './campaign-options.ts';
import { SeededRandom } from './seeded-random.ts';

export const sandboxFaultKinds = [
  'drop-answer',
  'error-after-accept',
  'error-before',
  'hang-after-accept',
  'slow',
] as const;
export type SandboxFault = (typeof sandboxFaultKinds)[number];

/** One thing that goes wrong, or one statement that an operator runs. Numbers choose among what is there at that moment. */
export type PlannedFault =
  | { kind: 'kill'; worker: number }
  | { kind: 'zombie'; worker: number }
  | { kind: 'terminate-backend'; backend: number }
  | { kind: 'restart-postgres' }
  | { kind: 'sandbox'; fault: SandboxFault; operation: 'publish' | 'any'; times: number; ms: number }
  | { kind: 'outage'; fault: SandboxFault; platform: Platform; forMs: number }
  | { kind: 'retry-post'; post: number }
  | { kind: 'cancel-post'; post: number }
  | { kind: 'deactivate'; connection: number; forMs: number };

export type PlannedEvent = PlannedFault & { atMs: number };

/** Everything that will go wrong, drawn before the start: the same options and seed give the same plan. */
export function planFaults(options: CampaignOptions): PlannedEvent[] {
  const endMs = options.seconds * 1000;
  const draw = (
    stream: string,
    count: number,
    fault: (random: SeededRandom) => PlannedFault,
  ): PlannedEvent[] => {
    const random = new SeededRandom(options.seed, stream);
    return Array.from({ length: count }, () => ({
      atMs: Math.round(random.between(500, endMs)),
      ...fault(random),
    }));
  };
  return [
    ...draw('kill', options.kills, (random) => ({ kind: 'kill', worker: random.below(options.workers) })),
    ...draw('zombie', options.zombies, (random) => ({
      kind: 'zombie',
      worker: random.below(options.workers),
    })),
    ...draw('terminate', options.terminations, (random) => ({
      kind: 'terminate-backend',
      backend: random.below(1_000),
    })),
    ...draw('restart', options.postgresRestarts, () => ({ kind: 'restart-postgres' })),
    ...draw('sandbox', options.sandboxFaults, drawSandboxFault),
    ...draw('outage', options.outages, (random) => drawOutage(random, options)),
    ...draw('operator', options.operatorActs, (random) => drawOperatorAct(random, options)),
  ].toSorted((one, other) => one.atMs - other.atMs);
}

/** Slow calls outlast the service's own deadline of one second, but land within the settle time of two. */
function drawSandboxFault(random: SeededRandom): PlannedFault {
  return {
    kind: 'sandbox',
    fault: random.pick(sandboxFaultKinds),
    operation: random.next() < 0.8 ? 'publish' : 'any',
    times: 1 + random.below(3),
    ms: Math.round(random.between(100, 2_000)),
  };
}

/** Whether the platform accepts what it does not answer is drawn as well: what was accepted must be found afterwards. */
function drawOutage(random: SeededRandom, { platforms }: CampaignOptions): PlannedFault {
  return {
    kind: 'outage',
    fault: random.pick(['drop-answer', 'error-after-accept', 'error-before', 'hang-after-accept']),
    platform: random.pick(platforms),
    forMs: Math.round(random.between(3_000, 12_000)),
  };
}

function drawOperatorAct(random: SeededRandom, options: CampaignOptions): PlannedFault {
  const dice = random.next();
  const post = random.below(options.posts);
  if (dice < 0.4) return { kind: 'retry-post', post };
  if (dice < 0.8) return { kind: 'cancel-post', post };
  const connection = random.below(options.connections);
  return { kind: 'deactivate', connection, forMs: Math.round(random.between(1_500, 4_000)) };
}

export function describeEvent({ atMs, ...fault }: PlannedEvent): string {
  const { kind, ...details } = fault;
  const words = Object.entries(details).map(([name, value]) => `${name} ${value}`);
  return `${(atMs / 1000).toFixed(2).padStart(8)} s  ${kind}  ${words.join(', ')}`.trimEnd();
}
