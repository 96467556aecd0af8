import { Controller, Get, Query } from '@nestjs/common';
import { RequireScope, Tenant } from '../../http/caller.ts';
import { rangeOf } from '../../http/time-window.dto.ts';
import { AuditEventDto, AuditEventPageDto, ListAuditEventsQuery } from './audit.dto.ts';
import { AuditService } from './audit.service.ts';

@Controller('audit-events')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /** Who changed what by hand, newest first: over the API, and through psql. */
  @Get()
  @RequireScope('social:admin')
  async list(@Tenant() tenantId: string, @Query() query: ListAuditEventsQuery): Promise<AuditEventPageDto> {
    const { limit, cursor, from, to, ...filter } = query;
    const page = await this.audit.list(tenantId, { ...filter, ...rangeOf({ from, to }) }, { limit, cursor });
    return { data: page.data.map(AuditEventDto.from), nextCursor: page.nextCursor };
  }
}
