import type { Operation, Platform } from './platform.ts';

export interface LoggedCall {
  seq: number;
  method: string;
  path: string;
  operation: Operation;
  platform: Platform | null;
  accountId: string | null;
  /** 0 when no answer was given. */
  status: number;
}

const KEPT_CALLS = 100_000;

/** The platform calls that were received, the newest 100,000 of them at least. */
export class CallLog {
  private seq = 0;
  private calls: LoggedCall[] = [];

  record(call: Omit<LoggedCall, 'seq'>): void {
    this.seq += 1;
    this.calls.push({ seq: this.seq, ...call });
    if (this.calls.length > 2 * KEPT_CALLS) this.calls = this.calls.slice(-KEPT_CALLS);
  }

  since(seq: number): LoggedCall[] {
    const first = this.calls[0]?.seq ?? 0;
    return this.calls.slice(Math.max(0, seq + 1 - first));
  }

  clear(): void {
    this.calls = [];
  }
}
