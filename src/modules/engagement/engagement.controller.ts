import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { RequireScope, Tenant } from '../../http/caller.ts';
import { Problems } from '../../http/problems.ts';
import { UuidParam } from '../../http/uuid-param.pipe.ts';
import { EngagementHistoryDto, EngagementSnapshotDto, SyncedEngagementDto } from './engagement.dto.ts';
import { EngagementService } from './engagement.service.ts';

@Controller('posts')
export class EngagementController {
  constructor(private readonly engagement: EngagementService) {}

  /** Reads the figures from the platform now. */
  @Post(':id/sync-engagement')
  @HttpCode(200)
  @RequireScope('social:write')
  @Problems({
    409: ['POST_NOT_PUBLISHED', 'DELETED_ON_PLATFORM', 'RECONNECT_REQUIRED'],
    503: ['RATE_LIMITED'],
  })
  async sync(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<SyncedEngagementDto> {
    return SyncedEngagementDto.from(await this.engagement.syncPost(tenantId, id));
  }

  /** How the figures grew. */
  @Get(':id/engagement')
  @RequireScope('social:read')
  async history(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
  ): Promise<EngagementHistoryDto> {
    return { data: (await this.engagement.history(tenantId, id)).map(EngagementSnapshotDto.from) };
  }
}
