/** An account may fail for reasons of its own. So many different ones in a row, and none that is answered between them, may not. */
const accountsInARow = 10;
/** How long a platform is left alone; each try without an answer doubles it. */
const pause = { firstMs: 5_000, longestMs: 30_000 };
/**
 * What looks at the account say costs no post: while they are not answered either, the platform is left alone for as long after each, but
 * for no longer in all; it may be that only looks are not.
 */
const pauseAfterRead = { ms: 60_000, notedAgainAfterMs: 10_000, longestMs: 300_000 };
/** What was known is forgotten when no post was tried for so long: others may be taken by now. */
const forgottenAfterMs = 600_000;
/** Posts that are tried at once. One that takes longer than the longest pause keeps no other from being tried. */
const mostTries = 2;

/** In milliseconds. */
export interface Pause {
  ms: number;
  /** For how long nobody can have been answered, if it is the platform that does not answer. */
  silentMs: number;
}

/**
 * Whether a platform takes posts at all. While it does not, each send costs a post one of its tries, or leaves it open whether it landed.
 * Times by a clock that only goes forward.
 */
export class PlatformOutage {
  private readonly unanswered = new Set<string>();
  /** When each post that is being tried was started. */
  private readonly tries = new Map<string, number>();
  private nextPauseMs = pause.firstMs;
  private pausedUntilMs = 0;
  private unansweredAtMs = 0;
  /** When posts were last tried in vain; undefined before the first pause of an outage. */
  private pausedAtMs: number | undefined;

  /** Nobody was left without an answer since the last one; so it nearly always is. */
  get isFarOff(): boolean {
    return this.unanswered.size === 0;
  }

  get isOn(): boolean {
    return this.unanswered.size >= accountsInARow;
  }

  /** Whether what is known is too old to go by. */
  isForgotten(nowMs: number): boolean {
    return this.unanswered.size > 0 && nowMs - this.unansweredAtMs >= forgottenAfterMs;
  }

  /** How many posts may be tried now. Those that were on their way before the outage do not count: they may take long. */
  triesLeft(nowMs: number): number {
    if (!this.mayTry(nowMs)) return 0;
    return mostTries - [...this.tries.values()].filter((at) => nowMs - at < pause.longestMs).length;
  }

  started(attemptId: string, nowMs: number): void {
    if (this.isOn) this.tries.set(attemptId, nowMs);
  }

  ended(attemptId: string): void {
    this.tries.delete(attemptId);
  }

  /** The platform accepted a post or refused it for a reason, or nobody knows any more. */
  over(): void {
    this.unanswered.clear();
    this.pausedAtMs = undefined;
    this.pausedUntilMs = 0;
    this.nextPauseMs = pause.firstMs;
  }

  /** How long the platform is to be left alone from now on; null: it is not, or is already. */
  notAnswered(connectionId: string, nowMs: number): Pause | null {
    this.unanswered.add(connectionId);
    this.unansweredAtMs = nowMs;
    if (!this.isOn || !this.mayTry(nowMs)) return null;
    const ms = this.nextPauseMs;
    const silentMs = this.pausedAtMs === undefined ? ms : nowMs - this.pausedAtMs;
    this.pausedAtMs = nowMs;
    this.pausedUntilMs = nowMs + ms;
    this.nextPauseMs = Math.min(2 * ms, pause.longestMs);
    return { ms, silentMs };
  }

  /** An account could not be looked at, because nothing was answered. The same as `notAnswered`. */
  readNotAnswered(nowMs: number): Pause | null {
    const { ms, notedAgainAfterMs, longestMs } = pauseAfterRead;
    const silentMs = nowMs - (this.pausedAtMs ?? -Infinity);
    const isNoted = this.pausedUntilMs - nowMs > ms - notedAgainAfterMs;
    if (!this.isOn || isNoted || silentMs > longestMs) return null;
    this.pausedUntilMs = nowMs + ms;
    return { ms, silentMs };
  }

  /** Whether the last pause is over. */
  private mayTry(nowMs: number): boolean {
    return nowMs >= this.pausedUntilMs;
  }
}
