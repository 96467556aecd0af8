import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { Clock } from '../../kernel/clock.ts';
import { platformsOfApp, type Platform } from '../../kernel/platform.ts';
import { forgetQuotas, listQuotas, upsertQuotas, type QuotaRow } from './provider.quotas.queries.ts';

export type { QuotaRow } from './provider.quotas.queries.ts';

/** One limit, as a platform states it with an answer. */
export interface QuotaReading {
  /** `connection`: of this account; `application`: shared by every account of our app. */
  scope: 'connection' | 'application';
  /** For example `POST /2/tweets`; `*` for every call. */
  endpoint: string;
  /** For example `15min`, `24h-user`, `page-usage`. */
  window: string;
  /** Seconds; null where the platform does not say how long the window is. */
  windowSeconds: number | null;
  limit: number | null;
  remaining: number | null;
  /** Where the platform tells a share instead of a number. */
  usedPercent: number | null;
  resetsAt: Date | null;
  /** Whether a post needs this limit. */
  isForPublishing: boolean;
}

/** Why the next post should wait although nothing was refused yet. */
export interface PublishingWait {
  until: Date;
  scope: QuotaReading['scope'];
  /** Seconds between posts that would not have reached the limit; null where the figures do not tell. */
  spacingSeconds: number | null;
}

type UsedUp = QuotaReading & { resetsAt: Date };

/** From how much of a limit on, in percent, what is left of it is kept for posts, and for how long after that was told. */
const keptForPosts = [
  { fromPercent: 95, ms: 600_000 },
  { fromPercent: 85, ms: 120_000 },
];

const flushAfterMs = 2_000;
/** A limit that is far from its end is written that often at most. */
const calmWriteMs = 60_000;
const plentyPercent = 50;
const rememberedDays = 30;

/**
 * What the platforms say about their limits, from every answer. Kept in memory for this process and written together for the
 * others; losing the last seconds of it loses nothing that the next answer does not say again.
 */
@Injectable()
export class QuotasService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Quotas');
  private readonly unwritten = new Map<string, QuotaRow>();
  private readonly writtenAt = new Map<string, number>();
  /** Windows of publishing that are used up, each by its name, by connection id or `application of PLATFORMS`. */
  private readonly usedUp = new Map<string, Map<string, UsedUp>>();
  /** Until when what is left of a limit on every call is kept for posts, by connection id or `application of PLATFORMS`. */
  private readonly keptUntil = new Map<string, Date>();
  private flushing: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  note(platform: Platform, connectionId: string, readings: QuotaReading[]): void {
    for (const reading of readings) {
      const holder = reading.scope === 'application' ? 'application' : connectionId;
      this.keep(platform, holder, reading);
      if (!reading.isForPublishing) continue;
      this.judge(placeOf(platform, holder), reading);
      if (reading.endpoint === '*') this.keepForPosts(placeOf(platform, holder), reading);
    }
  }

  /** Null: nothing known stands in the way of the next post. */
  publishingWait(platform: Platform, connectionId: string): PublishingWait | null {
    if (this.usedUp.size === 0) return null;
    const now = this.clock.now();
    const waits = [placeOf(platform, connectionId), placeOf(platform, 'application')]
      .flatMap((place) => [...(this.usedUp.get(place)?.values() ?? [])])
      .filter(({ resetsAt }) => resetsAt > now)
      .map(waitOf);
    return waits.toSorted((one, other) => other.until.getTime() - one.until.getTime())[0] ?? null;
  }

  /** Until when calls that no post needs should wait, so that they do not use up what posts need; null: they need not. */
  readingWait(platform: Platform, connectionId: string): Date | null {
    if (this.keptUntil.size === 0) return null;
    const now = this.clock.now();
    const waits = [placeOf(platform, connectionId), placeOf(platform, 'application')]
      .flatMap((place) => this.keptUntil.get(place) ?? [])
      .filter((until) => until > now);
    return waits.toSorted((one, other) => other.getTime() - one.getTime())[0] ?? null;
  }

  /** As last seen by any process. */
  async list(platform: Platform, connectionId: string): Promise<QuotaRow[]> {
    await this.flush();
    return await listQuotas(this.database, platform, connectionId);
  }

  async forgetOld(): Promise<void> {
    await forgetQuotas(this.database, rememberedDays);
    this.writtenAt.clear();
    const now = this.clock.now();
    for (const [place, windows] of this.usedUp) {
      if ([...windows.values()].every(({ resetsAt }) => resetsAt <= now)) this.usedUp.delete(place);
    }
    for (const [place, until] of this.keptUntil) if (until <= now) this.keptUntil.delete(place);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  private keep(platform: Platform, holder: string, reading: QuotaReading): void {
    const { endpoint, window, limit, remaining, usedPercent, resetsAt } = reading;
    const key = `${platform} ${holder} ${endpoint} ${window}`;
    const isCalm = usedShare(reading) < plentyPercent;
    if (isCalm && this.clock.monotonicMs() - (this.writtenAt.get(key) ?? -Infinity) < calmWriteMs) return;
    const seenAt = this.clock.now();
    this.unwritten.set(key, {
      platform,
      holder,
      endpoint,
      window,
      limit,
      remaining,
      usedPercent,
      resetsAt,
      seenAt,
    });
    this.flushing ??= setTimeout(() => void this.flush(), flushAfterMs).unref();
  }

  /** Shares sink by themselves as time passes, and nothing tells of it but the next answer. */
  private keepForPosts(place: string, reading: QuotaReading): void {
    const kept = keptForPosts.find(({ fromPercent }) => usedShare(reading) >= fromPercent);
    if (kept) this.keptUntil.set(place, this.clock.in(kept.ms));
  }

  private judge(place: string, reading: QuotaReading): void {
    const { window, resetsAt } = reading;
    const windows = this.usedUp.get(place);
    if (resetsAt && usedShare(reading) >= 100) {
      this.usedUp.set(place, (windows ?? new Map<string, UsedUp>()).set(window, { ...reading, resetsAt }));
      return;
    }
    // Nothing is given back before a window ends: the same window with something left is an older answer that came late.
    const isOlder = resetsAt !== null && windows?.get(window)?.resetsAt.getTime() === resetsAt.getTime();
    if (!isOlder && windows?.delete(window) && windows.size === 0) this.usedUp.delete(place);
  }

  private async flush(): Promise<void> {
    clearTimeout(this.flushing);
    this.flushing = undefined;
    if (this.unwritten.size === 0) return;
    const rows = [...this.unwritten];
    this.unwritten.clear();
    try {
      await upsertQuotas(
        this.database,
        rows.map(([, row]) => row),
      );
      for (const [key] of rows) this.writtenAt.set(key, this.clock.monotonicMs());
    } catch (error) {
      this.logger.warn(`What the platforms said about their limits was not written: ${String(error)}`);
    }
  }
}

function placeOf(platform: Platform, holder: string): string {
  return holder === 'application' ? `application of ${platformsOfApp(platform).join(' and ')}` : holder;
}

function usedShare({ limit, remaining, usedPercent }: QuotaReading): number {
  if (usedPercent !== null) return usedPercent;
  return limit && remaining !== null ? 100 * (1 - remaining / limit) : 0;
}

/** A quarter more than the limit allows, so that reading and deleting have room beside it. */
function waitOf({ resetsAt, scope, limit, windowSeconds }: UsedUp): PublishingWait {
  const spacingSeconds = limit && windowSeconds ? Math.ceil((1.25 * windowSeconds) / limit) : null;
  return { until: resetsAt, scope, spacingSeconds };
}
