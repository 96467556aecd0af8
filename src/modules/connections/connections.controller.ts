import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { CurrentCaller, RequireScope, Tenant, type Caller } from '../../http/caller.ts';
import { Idempotent } from '../../http/idempotency.interceptor.ts';
import { Problems } from '../../http/problems.ts';
import { UuidParam } from '../../http/uuid-param.pipe.ts';
import {
  ConnectionDto,
  ConnectionPageDto,
  DisconnectedDto,
  ListConnectionsQuery,
  QuotaDto,
  RateLimitsDto,
  UpdateConnectionDto,
} from './connections.dto.ts';
import { ConnectionsService } from './connections.service.ts';
import { ReconnectDto, ReconnectStartedDto } from './oauth.dto.ts';
import { OAuthService } from './oauth.service.ts';

@Controller('connections')
export class ConnectionsController {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly oauth: OAuthService,
  ) {}

  /** Newest first. */
  @Get()
  @RequireScope('social:read')
  async list(@Tenant() tenantId: string, @Query() query: ListConnectionsQuery): Promise<ConnectionPageDto> {
    const { limit, cursor, ...filter } = query;
    const page = await this.connections.list(tenantId, filter, { limit, cursor });
    return { data: page.data.map(ConnectionDto.from), nextCursor: page.nextCursor };
  }

  /** One connection. */
  @Get(':id')
  @RequireScope('social:read')
  async get(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<ConnectionDto> {
    return ConnectionDto.from(await this.connections.require(tenantId, id));
  }

  /** The limits of the platform for this connection, endpoint by endpoint, as last seen. */
  @Get(':id/rate-limits')
  @RequireScope('social:read')
  async rateLimits(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<RateLimitsDto> {
    const { connection, quotas } = await this.connections.rateLimits(tenantId, id);
    const { rateLimitedUntil, rateLimitReason, rateSpacingSeconds, minSpacingSeconds, rateSpacingUntil } =
      connection;
    return {
      limitedUntil: rateLimitedUntil,
      reason: rateLimitReason,
      spacingSeconds: Math.max(rateSpacingSeconds, minSpacingSeconds),
      spacingUntil: rateSpacingUntil,
      data: quotas.map(QuotaDto.from),
    };
  }

  /** Changes the least time between two posts. */
  @Patch(':id')
  @RequireScope('social:admin')
  async update(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
    @Body() body: UpdateConnectionDto,
  ): Promise<ConnectionDto> {
    return ConnectionDto.from(await this.connections.setSpacing(tenantId, id, body.minSpacingSeconds));
  }

  /** Renews the token now. Platforms without a refresh answer 409 and say what to do. */
  @Post(':id/refresh')
  @HttpCode(200)
  @RequireScope('social:write')
  @Problems({ 409: ['REFRESH_NOT_SUPPORTED', 'RECONNECT_REQUIRED'], 503: ['REFRESH_POSTPONED'] })
  async refresh(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<ConnectionDto> {
    return ConnectionDto.from(await this.connections.refresh(tenantId, id));
  }

  /** Starts a login that renews this connection; only the same account is taken. */
  @Post(':id/reconnect')
  @HttpCode(200)
  @RequireScope('social:admin')
  @Idempotent()
  @ApiBody({ type: ReconnectDto, required: false })
  @Problems({ 409: ['PLATFORM_NOT_CONFIGURED'] })
  async reconnect(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body() body: ReconnectDto,
  ): Promise<ReconnectStartedDto> {
    const connection = await this.connections.require(caller.tenantId, id);
    return await this.oauth.reconnect(caller, connection, body ?? {});
  }

  /** Stops sending; posts wait for a reconnect. */
  @Post(':id/deactivate')
  @HttpCode(200)
  @RequireScope('social:admin')
  async deactivate(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<ConnectionDto> {
    return ConnectionDto.from(await this.connections.deactivate(caller.tenantId, id, caller.subject));
  }

  /** Deletes the tokens and takes the permission back where the platform allows it. */
  @Delete(':id')
  @RequireScope('social:admin')
  async disconnect(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<DisconnectedDto> {
    return await this.connections.disconnect(caller.tenantId, id, caller.subject);
  }
}
