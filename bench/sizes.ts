import { parseArgs } from 'node:util';

export const sectionNames = [
  'publish',
  'cost',
  'claim',
  'snapshot',
  'workers',
  'lateness',
  'spike',
  'idle',
  'memory',
  'engagement',
  'api',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** How big each section is. The defaults are those of the figures in docs/performance.md. */
export interface Sizes {
  /** publish, cost: posts of one round. */
  posts: number;
  /** publish, cost, workers: rounds that count. */
  rounds: number;
  /** claim: rows of the large table. */
  rows: number;
  /** claim, snapshot: claims measured of each kind. */
  claims: number;
  /** snapshot: posts that go through while the other session holds its snapshot. */
  snapshotPosts: number;
  /** workers: posts of one round. */
  workerPosts: number;
  /** workers, lateness, spike: how long the platform takes to answer, in milliseconds. */
  delayMs: number;
  /** lateness: posts that come due each second. */
  rate: number;
  /** lateness, idle: how long it is watched, in seconds. */
  seconds: number;
  /** spike: posts due in the same second. */
  spikePosts: number;
  /** engagement: accounts of each platform. */
  accounts: number;
  /** api: posts of the tenant whose lists are read. */
  apiRows: number;
}

const numbers = {
  posts: '10000',
  rounds: '5',
  rows: '5000000',
  claims: '200',
  'snapshot-posts': '100000',
  'worker-posts': '30000',
  'delay-ms': '300',
  rate: '100',
  seconds: '60',
  'spike-posts': '10000',
  accounts: '20',
  'api-rows': '1000000',
} as const;

const flags = Object.fromEntries(
  Object.entries(numbers).map(([name, value]) => [name, { type: 'string' as const, default: value }]),
) as Record<keyof typeof numbers, { type: 'string'; default: string }>;

export interface BenchOrder {
  sections: SectionName[];
  sizes: Sizes;
  /** Where the JSON files go. */
  outDir: string;
}

/** Reads `npm run bench -- …`. @throws Error that names what cannot be used. */
export function readOrder(args: string[]): BenchOrder {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...flags,
      only: { type: 'string' as const },
      out: { type: 'string' as const, default: 'bench/results' },
    },
  });
  const wanted = [...(values.only?.split(',') ?? []), ...positionals];
  const read = (name: keyof typeof numbers) => positive(name, values[name]);
  return {
    sections: wanted.length > 0 ? wanted.map(sectionOf) : [...sectionNames],
    outDir: values.out,
    sizes: {
      posts: read('posts'),
      rounds: read('rounds'),
      rows: read('rows'),
      claims: read('claims'),
      snapshotPosts: read('snapshot-posts'),
      workerPosts: read('worker-posts'),
      delayMs: read('delay-ms'),
      rate: read('rate'),
      seconds: read('seconds'),
      spikePosts: read('spike-posts'),
      accounts: read('accounts'),
      apiRows: read('api-rows'),
    },
  };
}

function sectionOf(name: string): SectionName {
  const section = sectionNames.find((known) => known === name);
  if (!section) throw new Error(`The sections are ${sectionNames.join(', ')}, not ${name}`);
  return section;
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} must be a whole number above 0, not ${text}`);
  return number;
}
