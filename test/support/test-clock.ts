import { SystemClock } from '../../src/kernel/clock.ts';

/** The process's clock, moved by tests together with the database's and the sandbox's. */
export class TestClock extends SystemClock {
  private shiftMs = 0;

  override now(): Date {
    return new Date(super.now().getTime() + this.shiftMs);
  }

  advance(seconds: number): void {
    this.shiftMs += seconds * 1000;
  }
}
