import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { SharedReading } from '../../http/shared-reading.ts';
import { Clock } from '../../kernel/clock.ts';
import { listApplicationQuotas, type QuotaRow } from './provider.quotas.queries.ts';

const labelNames = ['platform', 'endpoint', 'window'] as const;

/** What is left of the limits that all accounts of our apps share; those of single accounts are too many for metrics. */
@Injectable()
export class QuotaGauges {
  constructor(database: Database, clock: Clock, metrics: Metrics) {
    const reading = new SharedReading(() => listApplicationQuotas(database), clock, metrics);
    const show = (name: string, help: string, value: (quota: QuotaRow) => number | null) =>
      new Gauge({
        name,
        help,
        labelNames,
        registers: [metrics.registry],
        async collect() {
          this.reset();
          for (const quota of (await reading.figures()) ?? []) {
            const { platform, endpoint, window } = quota;
            const shown = value(quota);
            if (shown !== null) this.set({ platform, endpoint, window }, shown);
          }
        },
      });
    show(
      'social_platform_quota_remaining',
      'What is left of a limit that the whole app shares, as the platform last said.',
      ({ remaining }) => remaining,
    );
    show(
      'social_platform_quota_used_percent',
      'Used share of a limit that the whole app shares, where the platform tells a share.',
      ({ usedPercent }) => usedPercent,
    );
  }
}
