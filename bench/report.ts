import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { SectionName, Sizes } from './sizes.ts';

/** What one section found: lines for a reader, and the same for a program. */
export interface SectionResult {
  /** What was done, in one line. */
  title: string;
  columns: string[];
  rows: string[][];
  /** What the table does not say, such as a ratio and its goal. */
  notes: string[];
  data: object;
}

export function median(values: number[]): number {
  return percentile(values, 0.5);
}

/** The value that `share` of the values do not exceed; 0 for no values. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? 0;
}

export function printResult({ title, columns, rows, notes }: SectionResult): void {
  const table = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('   ')
      .trimEnd(),
  );
  process.stdout.write(`\n${title}\n\n${lines.join('\n')}\n${notes.map((note) => `\n${note}`).join('')}\n`);
}

export interface RunFacts {
  section: SectionName;
  sizes: Sizes;
  command: string;
  startedAt: Date;
  loadBefore: number;
}

/** The same section on another machine, or another day, is told apart by what stands beside the figures. */
export async function storeResult(outDir: string, facts: RunFacts, result: SectionResult): Promise<void> {
  const { section, command, startedAt, loadBefore } = facts;
  const machine = {
    cpus: cpus().length,
    model: cpus()[0]?.model,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  const load = { before: round(loadBefore, 2), after: round(loadavg()[0] ?? 0, 2) };
  const { title, notes, data } = result;
  const file = { section, title, date: startedAt.toISOString(), command, machine, load, notes, ...data };
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, `${section}.json`), `${JSON.stringify(file, null, 2)}\n`);
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
