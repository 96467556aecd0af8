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

export interface PostToPay {
  postId: string;
  tenantId: string;
  platform: Platform;
  payload: PostContent;
}

interface Charge {
  cost: number;
  /** Null while the post is on its way. */
  endedAtMs: number | null;
}

type Spent = Spending & { monthlyUsd: number };

/** Keeps tenants within what they are willing to pay a month to platforms that charge for posts. */
@Injectable()
export class BudgetService {
  private budgets = new Map<string, Spending>();
  /** What posts of this process cost that the figures read last do not hold, by whose budget and by post: a try counts once. */
  private readonly charges = new Map<string, Map<string, Charge>>();
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
   * once in this process, and for the others when they read anew. Tell `ended` when the try is over, whatever came of it.
   */
  async refusal(post: PostToPay): Promise<ProviderFailure | null> {
    const { costUsd } = this.providers.require(post.platform);
    if (!costUsd || post.payload.options.replyTo !== undefined) return null;
    await this.refresh();
    let spent = this.spentBeside(post);
    if (!spent) return null;
    const cost = costUsd(post.payload);
    // A try that is over may have cost nothing; before a post is refused for it, what was really spent is read.
    if (isBeyond(spent, cost) && this.hasEndedCharges(post)) {
      this.readAtMs = -Infinity;
      await this.refresh();
      spent = this.spentBeside(post);
    }
    if (!spent) return null;
    if (isBeyond(spent, cost)) return budgetSpent(spent, cost);
    const key = keyOf(post);
    const charges = this.charges.get(key) ?? new Map<string, Charge>();
    this.charges.set(key, charges.set(post.postId, { cost, endedAtMs: null }));
    return null;
  }

  /** The try is over: what it cost, if anything, is in the figures that are read from now on. */
  ended(post: PostToPay): void {
    const charge = this.charges.get(keyOf(post))?.get(post.postId);
    if (charge) charge.endedAtMs = this.clock.monotonicMs();
  }

  /**
   * Why a post of this cost, in US dollars, would not be paid for as things stand; null when it would, or when its time (null: now) lies in
   * another month. Counts nothing.
   */
  async warning(
    tenantId: string,
    platform: Platform,
    { costUsd, at }: { costUsd: number; at: Date | null },
  ): Promise<ProviderFailure | null> {
    const now = this.clock.now();
    if (at && !isThisMonth(at, now)) return null;
    await this.refresh();
    const spent = this.spentBeside({ tenantId, platform });
    return spent && isBeyond(spent, costUsd) ? budgetWillNotDo(spent, costUsd) : null;
  }

  /** Why figures must not be paid for; null when they may. They are asked for again at the start of the next day. */
  async readingRefusal(tenantId: string, platform: Platform): Promise<ProviderFailure | null> {
    if (this.prices[platform] === undefined) return null;
    await this.refresh();
    const budget = this.spentBeside({ tenantId, platform });
    if (!budget || budget.spentUsd < budget.monthlyUsd) return null;
    return figuresNotPaid(budget, startOfNextDay(this.clock.now()));
  }

  /** The budget with what was read and what is on its way, the post itself left out; undefined where there is no budget. */
  private spentBeside(
    post: Pick<PostToPay, 'tenantId' | 'platform'> & { postId?: string },
  ): Spent | undefined {
    const key = keyOf(post);
    const budget = this.budgets.get(key);
    if (!budget || budget.monthlyUsd === null) return undefined;
    let { spentUsd } = budget;
    for (const [postId, { cost }] of this.charges.get(key) ?? [])
      if (postId !== post.postId) spentUsd += cost;
    return { ...budget, monthlyUsd: budget.monthlyUsd, spentUsd };
  }

  private hasEndedCharges(post: PostToPay): boolean {
    const charges = this.charges.get(keyOf(post))?.values() ?? [];
    return [...charges].some(({ endedAtMs }) => endedAtMs !== null);
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
    const startedAtMs = this.clock.monotonicMs();
    const rows = await readBudgets(this.database, this.prices);
    this.budgets = new Map(rows.map((row) => [keyOf(row), row]));
    this.readAtMs = this.clock.monotonicMs();
    this.dropChargesEndedBefore(startedAtMs);
  }

  private dropChargesEndedBefore(ms: number): void {
    for (const [key, charges] of this.charges) {
      for (const [postId, { endedAtMs }] of charges) {
        if (endedAtMs !== null && endedAtMs <= ms) charges.delete(postId);
      }
      if (charges.size === 0) this.charges.delete(key);
    }
  }
}

function isBeyond({ spentUsd, monthlyUsd }: Spent, cost: number): boolean {
  // Sums of hundredths of a cent, and not of their nearest binary fractions: 10 posts of $0.015 are $0.15.
  return Math.round((spentUsd + cost) * 10_000) > Math.round(monthlyUsd * 10_000);
}

function keyOf({ tenantId, platform }: { tenantId: string; platform: Platform }): string {
  return `${platform} ${tenantId}`;
}

function budgetSpent(spending: Spending, cost: number): ProviderFailure {
  return beyondBudget(spending, cost, 'Raise the budget, then retry the post.');
}

/** The same before there is a post to retry. */
function budgetWillNotDo(spending: Spending, cost: number): ProviderFailure {
  return beyondBudget(spending, cost, 'It would not go out now; raise the budget first.');
}

function beyondBudget(
  { platform, monthlyUsd, spentUsd }: Spending,
  cost: number,
  wayOut: string,
): ProviderFailure {
  const name = platformNames[platform];
  return {
    meaning: 'configuration',
    code: 'BUDGET_SPENT',
    message: `This month's budget for ${name} is $${monthlyUsd}, $${spentUsd.toFixed(2)} of it is spent, and this post costs about $${cost.toFixed(3)}. ${wayOut}`,
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

/** As budgets count months, in UTC. A time that does not exist is in none. */
function isThisMonth(time: Date, now: Date): boolean {
  return time.getUTCFullYear() === now.getUTCFullYear() && time.getUTCMonth() === now.getUTCMonth();
}

function startOfNextDay(now: Date): Date {
  return new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs);
}

function platformIsFree(platform: Platform): AppError {
  const message = `${platformNames[platform]} does not charge for posts, so there is nothing to limit.`;
  return new AppError({ kind: 'conflict', code: 'PLATFORM_IS_FREE', message });
}
