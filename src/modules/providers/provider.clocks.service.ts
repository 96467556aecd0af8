import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.ts';
import type { Platform } from '../../kernel/platform.ts';

/** Platforms tell whole seconds; what is less than this is left to the slack that a match has anyway. */
const leastMs = 2_000;
/** More than this is no clock that is a little wrong; looking back so far would take older posts for ours. */
const mostMs = 600_000;

/**
 * How far each platform's clock is behind this machine's, by the `Date` of its answers (RFC 9110, section 6.6.1). What a platform shows
 * has its own times: a post that went out a moment ago seems older than its send where our clocks are ahead.
 */
@Injectable()
export class PlatformClocks {
  private readonly behindMs = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Notes the time of an answer. Call it when the request leaves and what it gives when the answer is there. */
  asking(platform: string): (headers: Record<string, string>) => void {
    // By the start of the request: an answer that took long does not make the platform's clock look slow.
    const askedAtMs = this.clock.now().getTime();
    return ({ date = '', age }) => {
      const saidMs = Date.parse(date);
      // What a cache kept has the time of another answer.
      if (age === undefined && !Number.isNaN(saidMs)) this.behindMs.set(platform, askedAtMs - saidMs);
    };
  }

  /**
   * How much earlier than by the database's clock the platform dates what happens now, in milliseconds; 0 where it dates it later,
   * or is not known. `databaseNow`: read a moment ago.
   */
  aheadOf(platform: Platform, databaseNow: Date): number {
    const behindMs = this.behindMs.get(platform);
    if (behindMs === undefined) return 0;
    const aheadMs = databaseNow.getTime() - this.clock.now().getTime() + behindMs;
    return aheadMs >= leastMs && aheadMs <= mostMs ? aheadMs : 0;
  }
}
