import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What this process counts, for Prometheus. Labels are few by design: none names a tenant, a connection or a post. None is called
 * `job` or `instance` either: Prometheus has its own.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly httpRequests = new Histogram({
    name: 'social_http_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers: [this.registry],
  });

  readonly jobRuns = new Counter({
    name: 'social_job_runs_total',
    help: 'Runs of the background jobs by result (done, failed).',
    labelNames: ['job_name', 'result'],
    registers: [this.registry],
  });

  readonly jobSeconds = new Histogram({
    name: 'social_job_seconds',
    help: 'Time that a run of a background job took.',
    labelNames: ['job_name'],
    buckets: [0.01, 0.1, 1, 10, 60],
    registers: [this.registry],
  });

  readonly jobLastDone = new Gauge({
    name: 'social_job_last_done_timestamp_seconds',
    help: 'When a run of the job last ended well, in Unix time.',
    labelNames: ['job_name'],
    registers: [this.registry],
  });

  readonly claimSeconds = new Histogram({
    name: 'social_claim_seconds',
    help: 'Time that one claim of due posts took in the database.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.registry],
  });

  readonly publishAttempts = new Counter({
    name: 'social_publish_attempts_total',
    help: 'Publish attempts by platform and what became of them.',
    labelNames: ['platform', 'result'],
    registers: [this.registry],
  });

  readonly publishLateness = new Histogram({
    name: 'social_publish_lateness_seconds',
    help: 'From the moment a post was due to the start of its send.',
    labelNames: ['platform'],
    buckets: [0.5, 1, 2, 5, 15, 60, 300, 3600],
    registers: [this.registry],
  });

  readonly tokenRefreshes = new Counter({
    name: 'social_token_refreshes_total',
    help: 'Token refreshes by platform, result (refreshed, or the meaning of the failure) and the code of the failure.',
    labelNames: ['platform', 'result', 'code'],
    registers: [this.registry],
  });

  readonly platformCalls = new Histogram({
    name: 'social_platform_call_seconds',
    help: 'Calls to the platforms by operation (method and path with ids taken out) and kind of answer.',
    labelNames: ['platform', 'operation', 'status'],
    buckets: [0.1, 0.5, 2, 10, 30],
    registers: [this.registry],
  });

  readonly secondCopies = new Counter({
    name: 'social_second_copies_total',
    help: 'Posts that turned out to be live twice (DUPLICATE_DETECTED); each needs a person.',
    labelNames: ['platform'],
    registers: [this.registry],
  });

  readonly quarantines = new Counter({
    name: 'social_quarantines_total',
    help: 'Times that this process noticed another database (a failover or a restore) and opened a quarantine.',
    registers: [this.registry],
  });

  readonly failedReadings = new Counter({
    name: 'social_metrics_readings_failed_total',
    help: 'Gauges that could not be read from the database for a scrape; they are left out of it.',
    registers: [this.registry],
  });

  constructor() {
    // The default of 10 ms wakes an idle process a hundred times a second.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 200 });
  }
}
