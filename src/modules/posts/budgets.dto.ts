import { IsNumber, Max, Min, ValidateIf } from 'class-validator';
import type { Platform } from '../../kernel/platform.ts';
import type { Spending } from './budget.queries.ts';

export class SetBudgetDto {
  /** US dollars a calendar month in UTC; null takes the budget away. */
  @ValidateIf((_object, value) => value !== null)
  @IsNumber({ allowNaN: false, allowInfinity: false, maxDecimalPlaces: 4 })
  @Min(0)
  @Max(10_000_000)
  monthlyUsd: number | null;
}

export class BudgetDto {
  platform: Platform;
  /** Null: nothing was set, and nothing is held back. */
  monthlyUsd: number | null;
  /** Estimated, since the month began in UTC. */
  spentUsd: number;
  remainingUsd: number | null;

  static from({ platform, monthlyUsd, spentUsd }: Spending): BudgetDto {
    const remainingUsd = monthlyUsd === null ? null : toCentsOfACent(Math.max(0, monthlyUsd - spentUsd));
    return { platform, monthlyUsd, spentUsd, remainingUsd };
  }
}

/** As the database keeps it. */
function toCentsOfACent(usd: number): number {
  return Math.round(usd * 10_000) / 10_000;
}

export class BudgetListDto {
  data: BudgetDto[];
}
