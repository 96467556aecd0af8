import type { AccountCheck } from './problems.ts';

/** Posts cost cents or less, so the parts of a cent are shown too. */
export function shownCost(usd: number, locale: string): string {
  const format = { style: 'currency', currency: 'USD', maximumFractionDigits: 4 } as const;
  return new Intl.NumberFormat(locale, format).format(usd);
}

/** Null where everything is free. */
export function costOfAll(checks: AccountCheck[]): number | null {
  const costs = checks.flatMap(({ estimatedCostUsd }) => estimatedCostUsd ?? []);
  return costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0);
}
