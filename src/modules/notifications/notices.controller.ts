import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { RequireScope, Tenant } from '../../http/caller.ts';
import { ListNoticesQuery, NoticePageDto, NoticeSettingsDto } from './notices.dto.ts';
import { NoticesService } from './notices.service.ts';

@Controller()
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  /** Who was written to, about what, and what became of it. Newest first. */
  @Get('notices')
  @RequireScope('social:admin')
  async list(@Tenant() tenantId: string, @Query() query: ListNoticesQuery): Promise<NoticePageDto> {
    const { connectionId, ...page } = query;
    return await this.notices.list(tenantId, connectionId, page);
  }

  /** Who is written to besides the people who connected the accounts. */
  @Get('notice-settings')
  @RequireScope('social:admin')
  async settings(@Tenant() tenantId: string): Promise<NoticeSettingsDto> {
    return { contactEmail: await this.notices.contact(tenantId) };
  }

  /** Sets the tenant's contact. */
  @Put('notice-settings')
  @RequireScope('social:admin')
  async update(@Tenant() tenantId: string, @Body() body: NoticeSettingsDto): Promise<NoticeSettingsDto> {
    await this.notices.setContact(tenantId, body.contactEmail);
    return { contactEmail: body.contactEmail };
  }
}
