/**
 * The process's only source of time. Due, lease and settle times are decided by the database's clock;
 * this one serves what the process decides alone (token lifetimes, signed links) and durations.
 */
export abstract class Clock {
  abstract now(): Date;

  /** Milliseconds that only grow, for measuring durations; unrelated to the time of day. */
  abstract monotonicMs(): number;

  /**
   * Starts to count; each call of what it returns gives the milliseconds since. Of both clocks the one that says more: the monotonic
   * one stands still while the machine sleeps, the other one may be set back.
   */
  stopwatch(): () => number {
    const [startedAt, startedAtMs] = [this.now().getTime(), this.monotonicMs()];
    return () => Math.max(this.now().getTime() - startedAt, this.monotonicMs() - startedAtMs);
  }

  in(durationMs: number): Date {
    return new Date(this.now().getTime() + durationMs);
  }
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  monotonicMs(): number {
    return performance.now();
  }
}
