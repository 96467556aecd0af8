import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, serviceEnv } from '../../support/settings.ts';

/**
 * Short times that the service accepts: deadline < lease < deadline + settle. The settle time must be longer than this machine,
 * busy with starting workers, can sit on a call; the report says how late calls landed.
 */
const quickTimes = { PLATFORM_TIMEOUT_MS: '1000', PUBLISH_LEASE_SECONDS: '2', PUBLISH_SETTLE_SECONDS: '5' };
/** After this, a send is taken for landed or lost, in seconds. */
export const landsWithinSeconds = 6;

/** Longer than lease and settle time together, so that others have taken over before the worker wakes up. */
const zombieMs = 9_000;
const keptLogLines = 4_000;

interface Place {
  child: ChildProcess;
  isReady: boolean;
  startedAt: number;
  /** We ended it, so it is no fault of its own. */
  isKilled: boolean;
  isStopped: boolean;
}

/** Several worker processes, each started again as soon as it has ended, as an orchestrator does. */
export class WorkerCrew {
  private readonly places: Place[] = [];
  private readonly lines: string[] = [];
  private isOver = false;
  /** What workers said that ended without being killed after they had been ready. */
  readonly crashes: string[] = [];
  restarts = 0;

  constructor(
    private readonly at: { databaseUrl: string; sandboxUrl: string },
    private readonly settings: Record<string, string>,
  ) {}

  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, async (_, index) => await this.fill(index)));
    await this.untilReady();
  }

  /** The last lines that mention any of `words`. */
  linesAbout(words: string[]): string[] {
    return this.lines.filter((line) => words.some((word) => line.includes(word))).slice(-20);
  }

  kill(index: number): void {
    const place = this.places[index % this.places.length]!;
    place.isKilled = true;
    place.child.kill('SIGKILL');
  }

  /** Stops the process in its tracks and lets it go on after others have taken its work. False: it sleeps already. */
  async makeZombie(index: number): Promise<'woken' | 'busy'> {
    const place = this.places[index % this.places.length]!;
    if (place.isStopped || !place.isReady) return 'busy';
    place.isStopped = true;
    place.child.kill('SIGSTOP');
    await pause(zombieMs);
    place.child.kill('SIGCONT');
    place.isStopped = false;
    return 'woken';
  }

  async untilReady(timeoutMs = 60_000): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (this.places.some(({ isReady }) => !isReady)) {
      if (performance.now() > deadline)
        throw new Error(`The workers do not start:\n${this.lines.slice(-20).join('\n')}`);
      await pause(50);
    }
  }

  async disband(): Promise<void> {
    this.isOver = true;
    await Promise.all(
      this.places.map(async ({ child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const exited = once(child, 'exit');
        child.kill('SIGKILL');
        await exited;
      }),
    );
  }

  private async fill(index: number): Promise<void> {
    const env = serviceEnv({
      ...this.at,
      port: await freePort(),
      overrides: { ...quickTimes, ...this.settings, LOG_LEVEL: 'info', SOCIAL_ROLE: 'worker' },
    });
    if (this.isOver) return;
    const child = spawn(process.execPath, ['dist/src/main.js'], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const place = { child, isReady: false, isKilled: false, isStopped: false, startedAt: performance.now() };
    this.places[index] = place;
    this.listen(place);
    child.once('exit', (code, signal) => this.afterExit(index, place, `${code ?? signal}`));
  }

  private listen(place: Place): void {
    const last: string[] = [];
    const hear = (chunk: Buffer) => {
      const text = chunk.toString();
      if (text.includes('Ready as worker')) place.isReady = true;
      last.push(text);
      if (last.length > 20) last.shift();
      this.lines.push(...text.trimEnd().split('\n'));
      if (this.lines.length > keptLogLines) this.lines.splice(0, this.lines.length - keptLogLines);
    };
    place.child.stdout?.on('data', hear);
    place.child.stderr?.on('data', hear);
    place.child.once('close', () => {
      if (!place.isKilled && !this.isOver && place.isReady) this.crashes.push(last.join('').slice(-2_000));
    });
  }

  private afterExit(index: number, place: Place, how: string): void {
    if (this.isOver) return;
    if (!place.isKilled) this.lines.push(`worker ${index} ended by itself with ${how}`);
    this.restarts += 1;
    // A worker that cannot start, because the database is down, is not started again in a tight loop.
    const wait = place.isReady ? 0 : 300;
    setTimeout(() => void this.fill(index), wait);
  }
}
