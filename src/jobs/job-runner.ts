import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config/app-config.ts';
import { Metrics } from '../http/metrics.ts';
import { inJobSpan } from '../http/spans.ts';
import { Clock } from '../kernel/clock.ts';
import { SchedulerHealth } from './scheduler-health.ts';

/**
 * Runs jobs one at a time each: a tick that comes while the last run goes on is left out. An error ends the run, not the
 * clock. On shutdown nothing new starts and what runs is waited for.
 */
@Injectable()
export class JobRunner implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly running = new Map<string, Promise<void>>();
  private stopping = false;

  constructor(
    private readonly config: AppConfig,
    private readonly health: SchedulerHealth,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** True from the moment the process was asked to stop; long work checks it between items. */
  get isStopping(): boolean {
    return this.stopping;
  }

  /** `work` answers with how much it did; a run that answers with 0 leaves no trace. */
  async run(name: string, work: () => Promise<number>): Promise<void> {
    if (this.config.role === 'api' || this.stopping || this.running.has(name)) return;
    const run = this.runOnce(name, work);
    this.running.set(name, run);
    await run;
    this.running.delete(name);
  }

  /** Starts nothing more, and resolves when what runs has ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running.values());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  private async runOnce(name: string, work: () => Promise<number>): Promise<void> {
    const ended = this.metrics.jobSeconds.startTimer({ job_name: name });
    try {
      await inJobSpan(name, work);
      this.health.tick();
      this.metrics.jobLastDone.set({ job_name: name }, this.clock.now().getTime() / 1000);
      this.metrics.jobRuns.inc({ job_name: name, result: 'done' });
    } catch (error) {
      this.metrics.jobRuns.inc({ job_name: name, result: 'failed' });
      this.logger.error(
        `The job ${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    } finally {
      ended();
    }
  }
}
