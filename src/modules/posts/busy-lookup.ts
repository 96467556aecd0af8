/** `list`: the open attempts are read once a claim; `probe`: the newest attempt of each connection is asked for. */
export type BusyLookup = 'list' | 'probe';

/** A list of what is really open takes half a millisecond. A slow one read what a held snapshot keeps; a thousand probes take 5 ms. */
const slowMs = 10;
/** How long claims then do without one. */
const probeForMs = 10_000;

/** Chooses the cheaper way by what the last lists cost. Times by a clock that only goes forward. */
export class BusyLookups {
  private probeUntilMs = 0;
  private wasSlow = false;

  next(nowMs: number): BusyLookup {
    return nowMs < this.probeUntilMs ? 'probe' : 'list';
  }

  /** What reading a list cost, null where none was read. One slow list alone may have waited for a processor. */
  listed(tookMs: number | null, nowMs: number): void {
    if (tookMs === null) return;
    const isSlow = tookMs > slowMs;
    if (isSlow && this.wasSlow) this.probeUntilMs = nowMs + probeForMs;
    this.wasSlow = isSlow;
  }
}
