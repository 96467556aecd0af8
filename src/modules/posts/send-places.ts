/** Sends under way at once in one process. */
export const mostSends = 500;

/** How many posts are claimed beyond that: as many as ended in the last moment, so that a slow platform holds back none. */
const ahead = { windowMs: 100, most: 200 };

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

/** Counts what ended lately. */
export class Turnover {
  private readonly endedAtMs: number[] = [];

  /** `nowMs` by a clock that only goes forward. */
  ended(nowMs: number): void {
    this.endedAtMs.push(nowMs);
    if (this.endedAtMs.length > ahead.most) this.endedAtMs.shift();
  }

  /** How many posts may be claimed beyond the places for sends. */
  mayBeAhead(nowMs: number): number {
    while (this.endedAtMs[0] !== undefined && this.endedAtMs[0] <= nowMs - ahead.windowMs)
      this.endedAtMs.shift();
    return this.endedAtMs.length;
  }
}
