import type { SandboxClock } from '../clock.ts';

/** Generous, so that a test meets a limit only where it asks for one. */
const DEFAULT_LIMIT = 1_000_000;
const DEFAULT_WINDOW_SECONDS = 900;
const DAY_SECONDS = 24 * 3600;

export interface RateLimit {
  limit: number;
  windowSeconds: number;
  /** Adds the `x-user-limit-24hour-*` headers. */
  dayLimit: number | null;
  /** Adds the `x-app-limit-24hour-*` headers; all users count together. */
  appDayLimit: number | null;
}

interface Window {
  used: number;
  resetSeconds: number;
}

export interface RateCheck {
  isExceeded: boolean;
  headers: Record<string, string>;
}

/** Fixed windows per user and endpoint. https://docs.x.com/x-api/fundamentals/rate-limits */
export class RateWindows {
  private readonly windows = new Map<string, Window>();
  private readonly limits = new Map<string, RateLimit>();
  private readonly clock: SandboxClock;

  constructor(clock: SandboxClock) {
    this.clock = clock;
  }

  /** @param endpoint such as `POST /2/tweets`. Windows that are already open start anew. */
  setLimit(endpoint: string, limit: Partial<RateLimit>): void {
    this.limits.set(endpoint, { ...defaultLimit(), ...limit });
    for (const key of this.windows.keys()) if (key.startsWith(`${endpoint} `)) this.windows.delete(key);
  }

  /** Counts one call of the user and gives the headers of its answer. */
  count(endpoint: string, userId: string): RateCheck {
    const limit = this.limits.get(endpoint) ?? defaultLimit();
    const windows = [
      { name: 'x-rate-limit', key: userId, max: limit.limit, seconds: limit.windowSeconds },
      { name: 'x-user-limit-24hour', key: `${userId} day`, max: limit.dayLimit, seconds: DAY_SECONDS },
      { name: 'x-app-limit-24hour', key: 'app day', max: limit.appDayLimit, seconds: DAY_SECONDS },
    ];
    const check: RateCheck = { isExceeded: false, headers: {} };
    for (const { name, key, max, seconds } of windows) {
      if (max === null) continue;
      const window = this.openWindow(`${endpoint} ${key}`, seconds);
      window.used += 1;
      Object.assign(check.headers, windowHeaders(name, max, window));
      check.isExceeded ||= window.used > max;
    }
    return check;
  }

  /** The headers of a refusal that a fault rule asks for. */
  exhaustedHeaders(resetSeconds: number): Record<string, string> {
    const reset = { used: DEFAULT_LIMIT, resetSeconds: this.clock.nowSeconds() + resetSeconds };
    return windowHeaders('x-rate-limit', DEFAULT_LIMIT, reset);
  }

  clear(): void {
    this.windows.clear();
    this.limits.clear();
  }

  private openWindow(key: string, lengthSeconds: number): Window {
    const nowSeconds = this.clock.nowSeconds();
    const open = this.windows.get(key);
    if (open && open.resetSeconds > nowSeconds) return open;
    const fresh = { used: 0, resetSeconds: nowSeconds + lengthSeconds };
    this.windows.set(key, fresh);
    return fresh;
  }
}

function defaultLimit(): RateLimit {
  return { limit: DEFAULT_LIMIT, windowSeconds: DEFAULT_WINDOW_SECONDS, dayLimit: null, appDayLimit: null };
}

function windowHeaders(prefix: string, limit: number, window: Window): Record<string, string> {
  return {
    [`${prefix}-limit`]: String(limit),
    [`${prefix}-remaining`]: String(Math.max(0, limit - window.used)),
    [`${prefix}-reset`]: String(window.resetSeconds),
  };
}
