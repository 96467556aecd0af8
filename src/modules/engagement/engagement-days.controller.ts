import { Controller, Get, Query } from '@nestjs/common';
import { RequireScope, Tenant } from '../../http/caller.ts';
import { windowOf } from '../../http/time-window.dto.ts';
import { EngagementDayDto, EngagementDaysDto, EngagementDaysQuery } from './engagement.dto.ts';
import { EngagementDaysService } from './engagement-days.service.ts';

@Controller('engagement')
export class EngagementDaysController {
  constructor(private readonly days: EngagementDaysService) {}

  /** The figures so far of the posts that went out on each day, by platform. */
  @Get('days')
  @RequireScope('social:read')
  async list(@Tenant() tenantId: string, @Query() query: EngagementDaysQuery): Promise<EngagementDaysDto> {
    const { timeZone, platform = null } = query;
    const days = await this.days.list(tenantId, { ...windowOf(query), timeZone, platform });
    return { data: days.map(EngagementDayDto.from) };
  }
}
