import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { invalidFields } from '../../kernel/app-error.ts';
import type { Platform } from '../../kernel/platform.ts';
import { sumByDay, type DayOfPosts } from './engagement.queries.ts';

const invalidParameterValue = '22023';

/** What posts brought, day by day. */
@Injectable()
export class EngagementDaysService {
  constructor(private readonly database: Database) {}

  /** Throws VALIDATION_FAILED for a time zone that the database does not know. */
  async list(
    tenantId: string,
    wish: { from: Date; to: Date; timeZone: string; platform: Platform | null },
  ): Promise<DayOfPosts[]> {
    try {
      return await sumByDay(this.database, tenantId, wish);
    } catch (error) {
      if ((error as { code?: unknown }).code !== invalidParameterValue) throw error;
      const message = `It must be a name of the IANA time zone database; it was ${wish.timeZone}.`;
      throw invalidFields([{ field: 'timeZone', code: 'TIME_ZONE_UNKNOWN', message }]);
    }
  }
}
