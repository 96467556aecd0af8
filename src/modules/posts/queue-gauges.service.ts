import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { SharedReading } from '../../http/shared-reading.ts';
import { Clock } from '../../kernel/clock.ts';
import { readQueueFigures, type QueueFigures } from './queue-figures.queries.ts';

/** How far behind the queue is, asked of the database on scrape. Every process shows the same figures: take their maximum. */
@Injectable()
export class QueueGauges {
  private readonly reading: SharedReading<QueueFigures>;

  constructor(
    database: Database,
    clock: Clock,
    private readonly metrics: Metrics,
  ) {
    this.reading = new SharedReading(() => readQueueFigures(database), clock, metrics);
    this.show('social_due_post_oldest_age_seconds', {
      help: 'Since the oldest post was due that could go out now; 0 when there is none.',
      value: ({ oldestDueAge }) => oldestDueAge,
    });
    this.show('social_blocked_post_oldest_age_seconds', {
      help: 'Since the oldest post was due that waits for somebody to reconnect; 0 when there is none.',
      value: ({ oldestBlockedAge }) => oldestBlockedAge,
    });
    this.show('social_unsettled_send_oldest_age_seconds', {
      help: 'Since the oldest send began whose outcome nobody knows yet; 0 when there is none.',
      value: ({ oldestUnsettledAge }) => oldestUnsettledAge,
    });
    this.show('social_quarantine_settling', {
      help: '1 while posts are held back because another database was noticed (a failover or a restore).',
      value: ({ settling }) => Number(settling),
    });
  }

  private show(
    name: string,
    { help, value }: { help: string; value: (figures: QueueFigures) => number | null },
  ): void {
    const { reading, metrics } = this;
    new Gauge({
      name,
      help,
      registers: [metrics.registry],
      async collect() {
        const figures = await reading.figures();
        if (figures) this.set(Math.max(value(figures) ?? 0, 0));
        else this.remove();
      },
    });
  }
}
