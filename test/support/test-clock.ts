import { SystemClock } from '../../src/kernel/clock.ts';

/** The process's clock, moved by tests together with the database's and the sandbox's. */
export class TestClock extends SystemClock {
  private shiftMs = 0;

  override now(): Date {
    return new Date(super.now().getTime() + this.shiftMs);
  }

  override monotonicMs(): number {
    return super.monotonicMs() + this.shiftMs;
  }

  advance(seconds: number): void {
    this.shiftMs += seconds * 1000;
  }

  /** So far ahead of the machine's clock as others have moved the database's. */
  moveTo(shiftSeconds: number): void {
    this.shiftMs = shiftSeconds * 1000;
  }
}
