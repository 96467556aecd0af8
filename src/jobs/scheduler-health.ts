import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { AppConfig } from '../config/app-config.ts';
import { Clock } from '../kernel/clock.ts';

/** A scheduler that has not ticked for this long is not working, whatever the process says. */
const silentAfterMs = 15_000;

/** Knows when this process's jobs last ran. */
@Injectable()
export class SchedulerHealth {
  private lastTickMs: number | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly indicators: HealthIndicatorService,
  ) {}

  tick(): void {
    this.lastTickMs = this.clock.monotonicMs();
  }

  /** Always up in a process that runs no jobs. */
  check(): HealthIndicatorResult {
    const indicator = this.indicators.check('scheduler');
    if (this.config.role === 'api') return indicator.up({ role: 'api' });
    if (this.lastTickMs === undefined) return indicator.down('No job has run yet.');
    const silentMs = Math.round(this.clock.monotonicMs() - this.lastTickMs);
    return silentMs > silentAfterMs ? indicator.down(`No job has run for ${silentMs} ms.`) : indicator.up();
  }
}
