/**
 * The process's only source of time. Due, lease and settle times are decided by the database's clock;
 * this one serves what the process decides alone (token lifetimes, signed links) and durations.
 */
export abstract class Clock {
  abstract now(): Date;

  /** Milliseconds that only grow, for measuring durations; unrelated to the time of day. */
  abstract monotonicMs(): number;

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
