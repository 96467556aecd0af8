import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentCaller, RequireScope, Tenant, type Caller } from '../../http/caller.ts';
import { PageQuery } from '../../http/cursor-page.ts';
import { Problems } from '../../http/problems.ts';
import { Idempotent, Ticket } from '../../http/idempotency.interceptor.ts';
import type { IdempotencyTicket } from '../../http/idempotency.queries.ts';
import { UuidParam } from '../../http/uuid-param.pipe.ts';
import { WebhookDeliveryDto } from './webhook-deliveries.dto.ts';
import {
  CreateWebhookEndpointDto,
  DeletedWebhookEndpointDto,
  UpdateWebhookEndpointDto,
  WebhookEndpointDto,
  WebhookEndpointPageDto,
  WebhookEndpointSecretDto,
} from './webhook-endpoints.dto.ts';
import { WebhookEndpointsService, type EndpointWithSecret } from './webhook-endpoints.service.ts';

@Controller('webhook-endpoints')
export class WebhookEndpointsController {
  constructor(private readonly endpoints: WebhookEndpointsService) {}

  /** Registers an address that is told of what happens. The answer holds the secret, this once. */
  @Post()
  @HttpCode(201)
  @Problems({ 409: ['WEBHOOK_ENDPOINT_LIMIT'] })
  @RequireScope('social:admin')
  @Idempotent()
  async create(
    @CurrentCaller() caller: Caller,
    @Body() { url, eventTypes, description }: CreateWebhookEndpointDto,
    @Ticket() ticket: IdempotencyTicket | null,
  ): Promise<WebhookEndpointSecretDto> {
    // Null says the same as leaving it out, and no default of a parameter stands in for it.
    const chosen = { eventTypes: eventTypes ?? [], description: description ?? null };
    const wanted = { url, ...chosen, createdBy: caller.subject, ticket };
    return withSecret(await this.endpoints.create(caller.tenantId, wanted));
  }

  /** Newest first. */
  @Get()
  @RequireScope('social:admin')
  async list(
    @Tenant() tenantId: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<WebhookEndpointPageDto> {
    const page = await this.endpoints.list(tenantId, { limit, cursor });
    return { data: page.data.map(WebhookEndpointDto.from), nextCursor: page.nextCursor };
  }

  /** One endpoint, and whether it works. */
  @Get(':id')
  @RequireScope('social:admin')
  async get(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<WebhookEndpointDto> {
    return WebhookEndpointDto.from(await this.endpoints.require(tenantId, id));
  }

  /** Changes the address, the choice of types or the description. */
  @Patch(':id')
  @RequireScope('social:admin')
  async update(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
    @Body() body: UpdateWebhookEndpointDto,
  ): Promise<WebhookEndpointDto> {
    return WebhookEndpointDto.from(await this.endpoints.update(tenantId, id, body));
  }

  /** Deletes it with its deliveries, also those that wait. */
  @Delete(':id')
  @RequireScope('social:admin')
  async delete(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
  ): Promise<DeletedWebhookEndpointDto> {
    await this.endpoints.delete(tenantId, id);
    return { id };
  }

  /** Gives a new secret, shown this once. For a day the old one signs beside it. */
  @Post(':id/rotate-secret')
  @HttpCode(200)
  @RequireScope('social:admin')
  @Idempotent()
  async rotateSecret(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
    @Ticket() ticket: IdempotencyTicket | null,
  ): Promise<WebhookEndpointSecretDto> {
    return withSecret(await this.endpoints.rotateSecret(tenantId, id, ticket));
  }

  /** Sends a `webhook.test` event to this endpoint; the delivery says what came of it. */
  @Post(':id/test')
  @HttpCode(200)
  @Problems({ 409: ['WEBHOOK_ENDPOINT_PAUSED'] })
  @RequireScope('social:admin')
  async test(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<WebhookDeliveryDto> {
    return WebhookDeliveryDto.from(await this.endpoints.test(tenantId, id));
  }

  /** Sends nothing until it is enabled; what happens meanwhile waits, for up to 30 days. */
  @Post(':id/pause')
  @HttpCode(200)
  @RequireScope('social:admin')
  async pause(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<WebhookEndpointDto> {
    return WebhookEndpointDto.from(await this.endpoints.pause(caller, id));
  }

  /** Ends a pause; what waited is sent. */
  @Post(':id/enable')
  @HttpCode(200)
  @RequireScope('social:admin')
  async enable(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<WebhookEndpointDto> {
    return WebhookEndpointDto.from(await this.endpoints.enable(tenantId, id));
  }
}

function withSecret({ endpoint, secret }: EndpointWithSecret): WebhookEndpointSecretDto {
  return { ...WebhookEndpointDto.from(endpoint), secret: secret.reveal() };
}
