/** Sends on their way to a platform at once in one process. */
export const mostSends = 500;

/**
 * What is claimed beyond that: as much as goes out in so long a time, so that a slow platform holds back none. Of it, what is being
 * recorded takes an eighth of a second where the processors are busy, and what was sent together comes back together.
 */
const claimedAhead = { ms: 400, most: 500 };

/** Marks under way beyond the sends: as many as places become free while a mark is written. */
const markedAhead = { most: 50, weightOfLast: 0.1 };

/**
 * Places for sends. Between the end of one send and the start of the next stand a claim, a look at tokens and a preparation; whoever is
 * through with them waits here, so that no place stays empty meanwhile. A place is taken before the mark, because a send follows its
 * mark at once; so that marks leave no place empty either, there are a few more of them as long as sends end.
 */
export class SendPlaces {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly turnover = new Turnover();
  private markMs = 0;

  /** `nowMs` is a clock that only goes forward. */
  constructor(
    private readonly most: number,
    private readonly nowMs: () => number,
  ) {}

  /** Runs `work` in a place, as soon as one is free; first come, first served. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.isFree()) this.taken += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      this.turnover.ended(this.nowMs());
      this.taken -= 1;
      this.letIn();
    }
  }

  /** How long a mark took, of the time that its place was taken. */
  marked(tookMs: number): void {
    this.markMs += markedAhead.weightOfLast * (tookMs - this.markMs);
  }

  private letIn(): void {
    while (this.waiting.length > 0 && this.isFree()) {
      this.taken += 1;
      this.waiting.shift()?.();
    }
  }

  private isFree(): boolean {
    return (
      this.taken < this.most + Math.min(markedAhead.most, this.turnover.within(this.markMs, this.nowMs()))
    );
  }
}

/** How many posts may be claimed beyond the places for sends, by how many ended of late. */
export function mayBeClaimedAhead(turnover: Turnover, nowMs: number): number {
  return Math.min(claimedAhead.most, turnover.within(claimedAhead.ms, nowMs));
}

const windowMs = 500;

/** Counts what ends, in this window of time and the one before. Times by a clock that only goes forward. */
export class Turnover {
  private windowStartedAtMs = 0;
  private count = 0;
  private countBefore = 0;

  ended(nowMs: number): void {
    this.roll(nowMs);
    this.count += 1;
  }

  /** How many end in so many milliseconds, at the pace of the better one of the two windows. */
  within(ms: number, nowMs: number): number {
    this.roll(nowMs);
    return Math.floor((ms / windowMs) * Math.max(this.count, this.countBefore));
  }

  private roll(nowMs: number): void {
    const passed = nowMs - this.windowStartedAtMs;
    if (passed < windowMs) return;
    this.countBefore = passed < 2 * windowMs ? this.count : 0;
    this.count = 0;
    this.windowStartedAtMs = nowMs;
  }
}
