import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { measureBacklog } from './webhook-deliveries.queries.ts';

/** What Prometheus hears of webhooks. The backlog is the database's, so every process tells the same of it. */
@Injectable()
export class WebhookMetrics {
  readonly deliveries: Counter<'result'>;
  private readonly waiting: Gauge<'endpoint'>;
  private readonly oldest: Gauge<'endpoint'>;
  private measuring: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    { registry }: Metrics,
  ) {
    const registers = [registry];
    this.deliveries = new Counter({
      name: 'social_webhook_deliveries_total',
      help: 'Tries to deliver an event to a webhook endpoint, by result.',
      labelNames: ['result'],
      registers,
    });
    this.waiting = new Gauge({
      name: 'social_webhook_backlog',
      help: 'Webhook deliveries that wait, by whether their endpoint is active or paused.',
      labelNames: ['endpoint'],
      registers,
      collect: async () => await this.measureOnce(),
    });
    this.oldest = new Gauge({
      name: 'social_webhook_backlog_oldest_seconds',
      help: 'Age of the oldest webhook delivery that waits.',
      labelNames: ['endpoint'],
      registers,
      collect: async () => await this.measureOnce(),
    });
  }

  /** Both figures come of one look, and either of them may be asked for first. */
  private async measureOnce(): Promise<void> {
    this.measuring ??= this.measure().finally(() => (this.measuring = undefined));
    await this.measuring;
  }

  /** While the database is silent there is no figure; the other metrics are told all the same. */
  private async measure(): Promise<void> {
    const backlog = await measureBacklog(this.database).catch(() => undefined);
    for (const endpoint of ['active', 'paused'] as const) {
      const found = backlog?.find((one) => one.endpoint === endpoint);
      this.waiting.set({ endpoint }, backlog ? (found?.deliveries ?? 0) : Number.NaN);
      this.oldest.set({ endpoint }, backlog ? (found?.oldestSeconds ?? 0) : Number.NaN);
    }
  }
}
