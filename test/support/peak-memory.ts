import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ask = promisify(execFile);
const everyMs = 20;

/** How far the memory of a process on this machine rises (resident set), looked at 50 times a second. */
export class PeakMemory {
  private peak: number;
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();

  private constructor(
    private readonly pid: number,
    private readonly before: number,
  ) {
    this.peak = before;
    this.timer = setInterval(() => {
      this.looking = this.look();
    }, everyMs);
  }

  static async watch(pid: number): Promise<PeakMemory> {
    return new PeakMemory(pid, await residentBytes(pid));
  }

  /** Ends the watching; gives the bytes between the start and the highest point. */
  async growth(): Promise<number> {
    clearInterval(this.timer);
    await this.looking;
    await this.look();
    return this.peak - this.before;
  }

  private async look(): Promise<void> {
    this.peak = Math.max(this.peak, await residentBytes(this.pid));
  }
}

async function residentBytes(pid: number): Promise<number> {
  const { stdout } = await ask('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout.trim()) * 1024;
}
