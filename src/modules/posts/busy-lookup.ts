/** `list`: the open attempts are read once a claim; `probe`: the newest attempt of each connection is asked for. */
export type BusyLookup = 'list' | 'probe';

/** A claim with a list that took longer has probably read what a held snapshot keeps. */
const slowMs = 50;
/** How long it is then done without one. */
const probeForMs = 10_000;

/** Chooses the cheaper way by what the last list cost. Times by a clock that only goes forward. */
export class BusyLookups {
  private probeUntilMs = 0;

  next(nowMs: number): BusyLookup {
    return nowMs < this.probeUntilMs ? 'probe' : 'list';
  }

  took(lookup: BusyLookup, ms: { started: number; ended: number }): void {
    if (lookup === 'list' && ms.ended - ms.started > slowMs) this.probeUntilMs = ms.ended + probeForMs;
  }
}
