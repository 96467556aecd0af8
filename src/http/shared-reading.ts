import { Logger } from '@nestjs/common';
import type { Clock } from '../kernel/clock.ts';
import type { Metrics } from './metrics.ts';

/** Several scrapers, and several gauges of one scrape, ask the database once. */
const keepMs = 5_000;
/** Prometheus gives up after ten seconds by default; gauges must not cost it everything else. */
const patienceMs = 2_000;

/** What gauges show of the database: read on scrape, one reading at a time, kept for five seconds. */
export class SharedReading<Figures> {
  private readonly logger = new Logger('Metrics');
  private kept: { figures: Figures | undefined; untilMs: number } | undefined;
  private running: Promise<Figures | undefined> | undefined;

  constructor(
    private readonly read: () => Promise<Figures>,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  /** Undefined when the database does not answer within two seconds: a gauge without a value is better than a wrong one. */
  async figures(): Promise<Figures | undefined> {
    if (this.kept && this.kept.untilMs > this.clock.monotonicMs()) return this.kept.figures;
    this.running ??= this.readNow().finally(() => (this.running = undefined));
    return await withinPatience(this.running);
  }

  private async readNow(): Promise<Figures | undefined> {
    let figures: Figures | undefined;
    try {
      figures = await this.read();
    } catch (error) {
      this.metrics.failedReadings.inc();
      this.logger.warn(`Gauges could not be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.kept = { figures, untilMs: this.clock.monotonicMs() + keepMs };
    return figures;
  }
}

async function withinPatience<Figures>(reading: Promise<Figures>): Promise<Figures | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  try {
    return await Promise.race([reading, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
