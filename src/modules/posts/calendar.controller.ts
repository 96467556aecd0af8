import { Controller, Get, Query } from '@nestjs/common';
import { RequireScope, Tenant } from '../../http/caller.ts';
import { windowOf } from '../../http/time-window.dto.ts';
import { CalendarDto, CalendarQuery, WaitingPostsListDto } from './calendar.dto.ts';
import { CalendarService } from './calendar.service.ts';
import { WaitingPostsService } from './waiting-posts.service.ts';

@Controller()
export class CalendarController {
  constructor(
    private readonly calendar: CalendarService,
    private readonly waiting: WaitingPostsService,
  ) {}

  /** The posts of some days in short, by the moment they went out at or are meant to. */
  @Get('posts/calendar')
  @RequireScope('social:read')
  async show(@Tenant() tenantId: string, @Query() query: CalendarQuery): Promise<CalendarDto> {
    const { connectionId = null, platform = null } = query;
    return await this.calendar.show(tenantId, { ...windowOf(query), connectionId, platform });
  }

  /** What waits behind each connection. */
  @Get('connections/waiting-posts')
  @RequireScope('social:read')
  async waitingPosts(@Tenant() tenantId: string): Promise<WaitingPostsListDto> {
    return { data: await this.waiting.behindAll(tenantId) };
  }
}
