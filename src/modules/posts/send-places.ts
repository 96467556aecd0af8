/** Sends under way at once in one process. */
export const mostSends = 500;

/** What is claimed beyond that: as much as goes out in a quarter of a second, so that a slow platform holds back none. */
const ahead = { windowMs: 500, share: 0.5, most: 500 };

/**
 * Places for sends. Between the end of one send and the start of the next stand a claim, a look at tokens and a preparation; whoever is
 * through with them waits here, so that no place stays empty meanwhile.
 */
export class SendPlaces {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  /** Runs `work` in a place, as soon as one is free; first come, first served. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.taken < this.most) this.taken += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.taken -= 1;
    }
  }
}

/** Counts what ends, in this window of time and the one before. */
export class Turnover {
  private windowStartedAtMs = 0;
  private count = 0;
  private countBefore = 0;

  /** `nowMs` by a clock that only goes forward. */
  ended(nowMs: number): void {
    this.roll(nowMs);
    this.count += 1;
  }

  /** How many posts may be claimed beyond the places for sends. */
  mayBeAhead(nowMs: number): number {
    this.roll(nowMs);
    return Math.min(ahead.most, Math.floor(ahead.share * Math.max(this.count, this.countBefore)));
  }

  private roll(nowMs: number): void {
    const passed = nowMs - this.windowStartedAtMs;
    if (passed < ahead.windowMs) return;
    this.countBefore = passed < 2 * ahead.windowMs ? this.count : 0;
    this.count = 0;
    this.windowStartedAtMs = nowMs;
  }
}
