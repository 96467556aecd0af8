import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { AppError } from '../../kernel/app-error.ts';
import { Clock } from '../../kernel/clock.ts';
import { platformNames, platforms, type Platform } from '../../kernel/platform.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import { readBudgets, readSpending, writeBudget, type ReadPrices, type Spending } from './budget.queries.ts';

/** So long what was read is believed; what other workers spend meanwhile may go over the budget. */
const believedMs = 5_000;
const dayMs = 86_400_000;

/** Keeps tenants within what they are willing to pay a month to platforms that charge for posts. */
@Injectable()
export class BudgetService {
  private budgets = new Map<string, Spending>();
  private readAtMs = -Infinity;
  private reading: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly providers: ProviderRegistry,
  ) {}

  async list(tenantId: string): Promise<Spending[]> {
    const charging = platforms.filter((platform) => this.providers.require(platform).costUsd !== null);
    return await readSpending(this.database, tenantId, charging, this.prices);
  }

  /** In US dollars a calendar month in UTC; null takes the budget away. Throws PLATFORM_IS_FREE. */
  async set(tenantId: string, platform: Platform, monthlyUsd: number | null): Promise<Spending> {
    if (this.providers.require(platform).costUsd === null) throw platformIsFree(platform);
    await writeBudget(this.database, tenantId, platform, monthlyUsd);
    this.readAtMs = -Infinity;
    const [spending] = await readSpending(this.database, tenantId, [platform], this.prices);
    return spending ?? { tenantId, platform, monthlyUsd, spentUsd: 0 };
  }

  /**
   * Why the post must not be paid for; null when it may. What follows a post was counted with it. A post that goes out counts at
   * once in this process, and for the others when they read anew.
   */
  async refusal(post: {
    tenantId: string;
    platform: Platform;
    payload: PostContent;
  }): Promise<ProviderFailure | null> {
    const { costUsd } = this.providers.require(post.platform);
    if (!costUsd || post.payload.options.replyTo !== undefined) return null;
    await this.refresh();
    const budget = this.budgets.get(keyOf(post));
    if (!budget || budget.monthlyUsd === null) return null;
    const cost = costUsd(post.payload);
    if (budget.spentUsd + cost > budget.monthlyUsd) return budgetSpent(budget, cost);
    budget.spentUsd += cost;
    return null;
  }

  /** Why figures must not be paid for; null when they may. They are asked for again at the start of the next day. */
  async readingRefusal(tenantId: string, platform: Platform): Promise<ProviderFailure | null> {
    if (this.prices[platform] === undefined) return null;
    await this.refresh();
    const budget = this.budgets.get(keyOf({ tenantId, platform }));
    if (!budget || budget.monthlyUsd === null || budget.spentUsd < budget.monthlyUsd) return null;
    return figuresNotPaid(budget, startOfNextDay(this.clock.now()));
  }

  private get prices(): ReadPrices {
    const priced = platforms.map((platform) => [
      platform,
      this.providers.require(platform).engagement.usdPerRead,
    ]);
    return Object.fromEntries(priced.filter(([, price]) => price !== null)) as ReadPrices;
  }

  private async refresh(): Promise<void> {
    if (this.clock.monotonicMs() - this.readAtMs < believedMs) return;
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    await this.reading;
  }

  private async read(): Promise<void> {
    const rows = await readBudgets(this.database, this.prices);
    this.budgets = new Map(rows.map((row) => [keyOf(row), row]));
    this.readAtMs = this.clock.monotonicMs();
  }
}

function keyOf({ tenantId, platform }: { tenantId: string; platform: Platform }): string {
  return `${platform} ${tenantId}`;
}

function budgetSpent({ platform, monthlyUsd, spentUsd }: Spending, cost: number): ProviderFailure {
  const name = platformNames[platform];
  return {
    meaning: 'configuration',
    code: 'BUDGET_SPENT',
    message: `This month's budget for ${name} is $${monthlyUsd}, $${spentUsd.toFixed(2)} of it is spent, and this post costs about $${cost.toFixed(3)}. Raise the budget, then retry the post.`,
    who: 'administrator',
  };
}

function figuresNotPaid({ platform, monthlyUsd }: Spending, retryAt: Date): ProviderFailure {
  const name = platformNames[platform];
  return {
    meaning: 'rate-limited',
    code: 'BUDGET_SPENT',
    message: `This month's budget for ${name} ($${monthlyUsd}) is spent, so figures are not read. Raise the budget to see them.`,
    who: 'administrator',
    retryAt,
    limitedCalls: 'this-endpoint',
  };
}

function startOfNextDay(now: Date): Date {
  return new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs);
}

function platformIsFree(platform: Platform): AppError {
  const message = `${platformNames[platform]} does not charge for posts, so there is nothing to limit.`;
  return new AppError({ kind: 'conflict', code: 'PLATFORM_IS_FREE', message });
}
