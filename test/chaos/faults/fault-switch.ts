import { setTimeout as pause } from 'node:timers/promises';

/** Statements of the publish protocol, in the words of the queries that hold them. */
export type StatementPoint =
  | 'claim'
  | 'save-progress'
  | 'park'
  | 'take-over'
  | 'mark'
  | 'leave-unsettled'
  | 'claim-unsettled'
  | 'record'
  | 'record-refusal'
  | 'record-absence'
  | 'adopt'
  | 'release';

/** Calls to a platform. */
export type CallPoint = 'prepare-call' | 'publish-call' | 'read-call';

/**
 * - `throw`: an error comes out of the point.
 * - `hang`: the point does not come to an end until it is released.
 * - `kill`: the process ends itself with SIGKILL.
 * - `lose`: every database session of the worker ends; what was asked at the point has no answer.
 */
export const faultWays = ['throw', 'hang', 'kill', 'lose'] as const;
export type FaultWay = (typeof faultWays)[number];

export interface Fault {
  point: StatementPoint | CallPoint;
  /**
   * `before`: nothing of it has happened. `after`: it has happened, and only the answer is missing. `during`: a call that is in
   * flight, or a transaction between its statements.
   */
  moment: 'before' | 'during' | 'after';
  way: FaultWay;
}

/** How long a call is in flight when the fault comes; the sandbox is told to take longer over it. */
export const inFlightMs = 60;

/** One fault that happens once, where the code under test passes its point; everything else goes its way. */
export class FaultSwitch {
  private armed: Fault | undefined;
  private release = () => {};
  private released: Promise<void> = Promise.resolve();
  private say = () => {};
  /** Resolves when the fault has happened. */
  reached: Promise<void> = new Promise(() => {});
  isReached = false;
  isHanging = false;
  private isNextStatementLost = false;

  arm(fault: Fault): void {
    this.armed = fault;
    this.isReached = false;
    this.isNextStatementLost = false;
    this.reached = new Promise((resolve) => (this.say = resolve));
    this.released = new Promise((resolve) => (this.release = resolve));
  }

  /** What has not happened by now does not happen any more. */
  disarm(): void {
    this.armed = undefined;
    this.isNextStatementLost = false;
  }

  /** Lets what hangs go on. */
  letGo(): void {
    this.release();
  }

  /** The way in which it fails here and now; undefined nearly always. */
  take(point: Fault['point'], moment: Fault['moment']): FaultWay | undefined {
    if (this.armed?.point !== point || this.armed.moment !== moment) return undefined;
    const { way } = this.armed;
    this.armed = undefined;
    return way;
  }

  /** Throws, hangs or ends the process; `lose` is the place's own to act out, and comes back from here. */
  async strike(way: FaultWay): Promise<void> {
    this.isReached = true;
    this.isHanging = way === 'hang';
    this.say();
    if (way === 'throw') throw new Error('A fault of the test.');
    if (way === 'hang') await this.hang();
    if (way === 'kill') await endThisProcess();
  }

  private async hang(): Promise<void> {
    await this.released;
    this.isHanging = false;
  }

  /** The sessions ended while a call was under way: the next statement notices. */
  loseNextStatement(): void {
    this.isNextStatementLost = true;
  }

  takeLostStatement(): boolean {
    const isLost = this.isNextStatementLost;
    this.isNextStatementLost = false;
    return isLost;
  }
}

async function endThisProcess(): Promise<void> {
  process.kill(process.pid, 'SIGKILL');
  await pause(60_000);
}
