import type { Platform } from '../../kernel/platform.ts';

/** A claim of another worker holds a post for some milliseconds only. */
const firstPauseMs = 100;
const longestPauseMs = 2_000;
/** Who passes over the same connection again within this time after its pause waits twice as long. */
const rememberedMs = 2 * longestPauseMs;

/** A connection whose next post is locked by somebody. */
export interface HeldConnection {
  id: string;
  platform: Platform;
}

interface Pause {
  platform: Platform;
  ms: number;
  untilMs: number;
  isOver: boolean;
}

/**
 * Connections whose next post is locked by somebody, and whose backlog fills whole scans: scans leave them out for a while, because
 * nobody else's posts would be seen behind it. Times by a clock that only goes forward.
 */
export class HeldConnections {
  private readonly pauses = new Map<string, Pause>();

  passedOver(connections: HeldConnection[], nowMs: number): void {
    for (const { id, platform } of connections) {
      const ms = Math.min(2 * (this.pauses.get(id)?.ms ?? firstPauseMs / 2), longestPauseMs);
      this.pauses.set(id, { platform, ms, untilMs: nowMs + ms, isOver: false });
    }
  }

  /** Scans have gone past them meanwhile: each must be looked up by name, and is told once. */
  takeBack(nowMs: number): HeldConnection[] {
    const back: HeldConnection[] = [];
    for (const [id, pause] of this.pauses) {
      if (pause.untilMs + rememberedMs <= nowMs) this.pauses.delete(id);
      if (pause.isOver || pause.untilMs > nowMs) continue;
      pause.isOver = true;
      back.push({ id, platform: pause.platform });
    }
    return back;
  }

  /** What the next scan leaves out. */
  leftOut(): string[] {
    return [...this.pauses].filter(([, { isOver }]) => !isOver).map(([id]) => id);
  }
}
