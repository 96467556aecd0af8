import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  TypeOrmHealthIndicator,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { Gauge } from 'prom-client';
import { AppError } from '../kernel/app-error.ts';
import { Clock } from '../kernel/clock.ts';
import { SchedulerHealth } from '../jobs/scheduler-health.ts';
import { Public } from './caller.ts';
import { HealthNotices } from './health-notices.ts';
import { Metrics } from './metrics.ts';
import { SharedReading } from './shared-reading.ts';

const databasePingTimeoutMs = 2_000;

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly scheduler: SchedulerHealth,
    private readonly indicators: HealthIndicatorService,
    private readonly notices: HealthNotices,
    clock: Clock,
    metrics: Metrics,
  ) {
    const reading = new SharedReading(() => this.isReady(), clock, metrics);
    new Gauge({
      name: 'social_ready',
      help: '1 when this process is ready: its database answers and, where it runs jobs, its scheduler ticks.',
      registers: [metrics.registry],
      async collect() {
        this.set((await reading.figures()) ? 1 : 0);
      },
    });
  }

  /** What needs an administrator soon keeps nobody from being served today. */
  private upcoming(): HealthIndicatorResult {
    return this.indicators.check('notices').up({ notices: this.notices.list() });
  }

  /** The process answers. */
  @Public()
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The database answers and this process's scheduler has ticked. */
  @Public()
  @Get('ready')
  @HealthCheck()
  async ready(): Promise<HealthCheckResult> {
    try {
      return await this.check();
    } catch (error) {
      throw error instanceof ServiceUnavailableException ? notReady(error) : error;
    }
  }

  private async check(): Promise<HealthCheckResult> {
    return await this.health.check([
      () => this.database.pingCheck('database', { timeout: databasePingTimeoutMs }),
      () => this.scheduler.check(),
      () => this.upcoming(),
    ]);
  }

  private async isReady(): Promise<boolean> {
    try {
      await this.check();
      return true;
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return false;
      throw error;
    }
  }
}

/** Says which part is down; probes ask often, so this is an answer and no line in the log. */
function notReady(error: ServiceUnavailableException): AppError {
  const { error: down, details } = error.getResponse() as HealthCheckResult;
  return new AppError({
    kind: 'unavailable',
    code: 'NOT_READY',
    message: `Not ready: ${Object.keys(down ?? {}).join(', ')}.`,
    extra: { details },
  });
}
