import { parseArgs } from 'node:util';

export const trialKinds = ['cancel', 'inactive', 'refresh', 'decided'] as const;
export type TrialKind = (typeof trialKinds)[number];

export interface TrialOptions {
  kind: TrialKind;
  trials: number;
  seed: number;
}

/** What was tried, what was found, and what must not have been found. */
export interface TrialReport {
  options: TrialOptions;
  figures: [name: string, value: string | number][];
  /** In plain words; empty when every promise was kept. */
  violations: string[];
}

const usual: Record<TrialKind, number> = { cancel: 10_000, inactive: 10_000, refresh: 2_000, decided: 320 };

/** Reads `npm run chaos:trials -- …`. @throws Error that names the flag that cannot be used. */
export function readTrials(args: string[]): { options: TrialOptions; jsonFile: string | undefined } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { kind: text, trials: text, seed: text, json: text } });
  const kind = trialKinds.find((known) => known === values.kind);
  if (!kind) throw new Error(`--kind must be one of ${trialKinds.join(', ')}, not ${values.kind}`);
  const trials = wholeNumber('trials', values.trials ?? String(usual[kind]));
  return { options: { kind, trials, seed: wholeNumber('seed', values.seed ?? '1') }, jsonFile: values.json };
}

function wholeNumber(flag: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${flag} must be a whole number above 0, not ${text}`);
  return number;
}

export function reportLines({ options, figures, violations }: TrialReport): string[] {
  const rows: [string, string | number][] = [['seed', options.seed], ...figures];
  return [
    ...rows.map(([name, value]) => `${name.padEnd(60)}${value}`),
    '',
    ...violations.slice(0, 40),
    violations.length === 0 ? 'Every promise was kept.' : `${violations.length} promises were broken.`,
  ];
}
