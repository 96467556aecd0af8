import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { noteSeen, openQuarantine } from './quarantine.queries.ts';

const seenEverySeconds = 10;
/** Before the last sight, for what was sent and lost while it was written. */
const marginSeconds = 60;

/** Notices that the database was replaced (a failover, a restore) and may have forgotten what was sent. */
@Injectable()
export class QuarantineService {
  private readonly logger = new Logger('Quarantine');

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly metrics: Metrics,
  ) {}

  /** Costs one small read while nothing happened. */
  async watch(): Promise<number> {
    if ((await noteSeen(this.database, seenEverySeconds)) === 'same') return 0;
    const opened = await openQuarantine(this.database, {
      marginSeconds,
      settleSeconds: this.settleSeconds(),
      maxLatenessHours: this.config.maxLatenessHours,
    });
    if (!opened) return 0;
    this.metrics.quarantines.inc();
    this.logger.warn({
      message:
        'The database is another one than before: a failover or a restore. Whatever may have been sent in the lost time is looked up on its account before it is sent.',
      ...opened,
    });
    return 1;
  }

  /** A call that the lost time began may last until its deadline and land after it; half as much again stands for a second look. */
  private settleSeconds(): number {
    return this.config.platformTimeoutMs / 1000 + 1.5 * this.config.publishSettleSeconds;
  }
}
