import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { SharedReading } from '../../http/shared-reading.ts';
import { Clock } from '../../kernel/clock.ts';
import { countConnections } from './connections.queries.ts';

/** How many connections there are and how many of them work, asked of the database on scrape. */
@Injectable()
export class ConnectionGauges {
  constructor(database: Database, clock: Clock, metrics: Metrics) {
    const reading = new SharedReading(() => countConnections(database), clock, metrics);
    new Gauge({
      name: 'social_connections',
      help: 'Connections by platform; inactive ones wait for somebody to reconnect.',
      labelNames: ['platform', 'state'],
      registers: [metrics.registry],
      async collect() {
        this.reset();
        for (const { platform, isActive, count } of (await reading.figures()) ?? []) {
          this.set({ platform, state: isActive ? 'active' : 'inactive' }, count);
        }
      },
    });
  }
}
