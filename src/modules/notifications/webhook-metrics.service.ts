import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { SharedReading } from '../../http/shared-reading.ts';
import { Clock } from '../../kernel/clock.ts';
import { measureBacklog, type Backlog } from './webhook-deliveries.queries.ts';

/** What Prometheus hears of webhooks. The backlog is the database's: every process shows the same, take the maximum. */
@Injectable()
export class WebhookMetrics {
  readonly deliveries: Counter<'result'>;
  private readonly reading: SharedReading<Backlog[]>;

  constructor(
    database: Database,
    clock: Clock,
    private readonly metrics: Metrics,
  ) {
    this.reading = new SharedReading(() => measureBacklog(database), clock, metrics);
    this.deliveries = new Counter({
      name: 'social_webhook_deliveries_total',
      help: 'Tries to deliver an event to a webhook endpoint, by result (delivered, failed, gone; unsent: by our own fault).',
      labelNames: ['result'],
      registers: [metrics.registry],
    });
    this.show('social_webhook_backlog', {
      help: 'Webhook deliveries that wait, by whether their endpoint is active or paused.',
      value: ({ deliveries }) => deliveries,
    });
    this.show('social_webhook_backlog_oldest_seconds', {
      help: 'Age of the oldest webhook delivery that waits; 0 when there is none.',
      value: ({ oldestSeconds }) => oldestSeconds,
    });
  }

  private show(name: string, { help, value }: { help: string; value: (backlog: Backlog) => number }): void {
    const { reading, metrics } = this;
    new Gauge({
      name,
      help,
      labelNames: ['endpoint'],
      registers: [metrics.registry],
      async collect() {
        this.reset();
        const figures = await reading.figures();
        for (const endpoint of figures ? (['active', 'paused'] as const) : []) {
          const backlog = figures?.find((one) => one.endpoint === endpoint);
          this.set({ endpoint }, backlog ? value(backlog) : 0);
        }
      },
    });
  }
}
