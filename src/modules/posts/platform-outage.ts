/** An account may fail for reasons of its own. So many different ones in a row, and none that is answered between them, may not. */
const accountsInARow = 10;
/** How long a platform is left alone; each try without an answer doubles it. */
const pause = { firstMs: 5_000, longestMs: 30_000 };

/**
 * Whether a platform takes posts at all. While it does not, each send costs a post one of its tries, or leaves it open whether it landed.
 * Times by a clock that only goes forward.
 */
export class PlatformOutage {
  private readonly unanswered = new Set<string>();
  private nextPauseMs = pause.firstMs;
  private pausedUntilMs = 0;

  get isOn(): boolean {
    return this.unanswered.size >= accountsInARow;
  }

  /** During an outage, whether its last pause is over. */
  mayTry(nowMs: number): boolean {
    return nowMs >= this.pausedUntilMs;
  }

  /** The platform accepted a post or refused it for a reason. */
  answered(): void {
    this.unanswered.clear();
    this.nextPauseMs = pause.firstMs;
  }

  /** Milliseconds for which the platform is to be left alone from now on; null: it is not, or is already. */
  notAnswered(connectionId: string, nowMs: number): number | null {
    this.unanswered.add(connectionId);
    if (!this.isOn || !this.mayTry(nowMs)) return null;
    const ms = this.nextPauseMs;
    this.pausedUntilMs = nowMs + ms;
    this.nextPauseMs = Math.min(2 * ms, pause.longestMs);
    return ms;
  }
}
