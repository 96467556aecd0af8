import { Claimer } from './claimer.ts';
import { fillTables } from './mass-rows.ts';
import { median, percentile, round, type SectionResult } from './report.ts';
import type { Sizes } from './sizes.ts';
import { World } from './world.ts';

const fewRows = 10_000;
const duePosts = 4_000;
const warmUp = 20;
/** So often that the number of due posts stays about the same. */
const refillEvery = 10;

/** Claims of 100 posts from a small and a large table, in turns on one server. */
export async function measureClaims({ rows, claims }: Sizes): Promise<SectionResult> {
  const small = await World.create();
  const large = await small.sibling('bench_large');
  await fill(small, fewRows);
  await fill(large, rows);
  const claimers = [await Claimer.open(small), await Claimer.open(large)] as const;
  const times: [number[], number[]] = [[], []];
  for (let turn = -warmUp; turn < claims; turn += 1) {
    if (turn % refillEvery === 0) for (const world of [small, large]) await world.duePosts(refillEvery * 100);
    for (const place of [0, 1] as const) {
      const tookMs = await claimers[place].timed('full');
      if (turn >= 0) times[place].push(tookMs);
    }
  }
  for (const claimer of claimers) await claimer.close();
  await large.close();
  await small.close();
  return present(times, { rows, claims });
}

async function fill(world: World, rows: number): Promise<void> {
  await world.connections(2_000, 200);
  await fillTables(world, rows - duePosts);
  await world.duePosts(duePosts);
}

function present([few, many]: [number[], number[]], sizes: { rows: number; claims: number }): SectionResult {
  const figures = [
    { rows: fewRows, ...summary(few) },
    { rows: sizes.rows, ...summary(many) },
  ];
  const ratio = round(median(many) / median(few), 2);
  return {
    title: `${sizes.claims} claims of 100 posts each, in turns; ${duePosts} posts due over 2,000 connections: milliseconds`,
    columns: ['rows', 'p50', 'p99'],
    rows: figures.map(({ rows, p50Ms, p99Ms }) => [
      rows.toLocaleString('en'),
      p50Ms.toFixed(2),
      p99Ms.toFixed(2),
    ]),
    notes: [`p50, large ÷ small: ${ratio} (must 1.5, aim 1.1)`],
    data: { claims: sizes.claims, figures, ratio },
  };
}

export function summary(times: number[]): { p50Ms: number; p99Ms: number } {
  return { p50Ms: round(median(times), 2), p99Ms: round(percentile(times, 0.99), 2) };
}
