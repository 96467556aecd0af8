import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { RequireScope, Tenant } from '../../http/caller.ts';
import { Problems } from '../../http/problems.ts';
import { UuidParam } from '../../http/uuid-param.pipe.ts';
import { PostFrequencyDto, SpreadPostsDto, SpreadResultDto } from './spacing.dto.ts';
import { SpacingService } from './spacing.service.ts';

@Controller()
export class SpacingController {
  constructor(private readonly spacing: SpacingService) {}

  /** How many posts of the connection went live, hour by hour, in the last 24 hours. */
  @Get('connections/:id/post-frequency')
  @RequireScope('social:read')
  async frequency(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<PostFrequencyDto> {
    return { data: await this.spacing.frequency(tenantId, id) };
  }

  /** Spreads what the connection still has scheduled, in its present order; with `preview` it only shows the new times. */
  @Post('posts/reschedule')
  @HttpCode(200)
  @RequireScope('social:write')
  @Problems({ 404: ['CONNECTION_NOT_FOUND'] })
  async spread(@Tenant() tenantId: string, @Body() body: SpreadPostsDto): Promise<SpreadResultDto> {
    const { connectionId, spacingMinutes, startAt, preview } = body;
    const wish = { connectionId, spacingMinutes, startAt: startAt ? new Date(startAt) : null };
    return preview
      ? { applied: false, posts: await this.spacing.preview(tenantId, wish) }
      : { applied: true, posts: await this.spacing.spread(tenantId, wish) };
  }
}
