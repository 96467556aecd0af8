import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** What this process counts, for Prometheus. */
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
    help: 'Runs of the background jobs by result.',
    labelNames: ['job', 'result'],
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
    help: 'Token refreshes by platform and result.',
    labelNames: ['platform', 'result'],
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

  constructor() {
    // The default of 10 ms wakes an idle process a hundred times a second.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 200 });
  }
}
