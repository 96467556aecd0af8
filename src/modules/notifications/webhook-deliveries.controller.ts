import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { RequireScope, Tenant } from '../../http/caller.ts';
import { UuidParam } from '../../http/uuid-param.pipe.ts';
import {
  ListWebhookDeliveriesQuery,
  WebhookDeliveryDetailDto,
  WebhookDeliveryDto,
  WebhookDeliveryPageDto,
} from './webhook-deliveries.dto.ts';
import { WebhookDeliveriesService } from './webhook-deliveries.service.ts';

@Controller('webhook-deliveries')
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveriesService) {}

  /** What was sent and what waits, newest first; kept for 30 days. */
  @Get()
  @RequireScope('social:admin')
  async list(
    @Tenant() tenantId: string,
    @Query() query: ListWebhookDeliveriesQuery,
  ): Promise<WebhookDeliveryPageDto> {
    const { limit, cursor, ...filter } = query;
    const page = await this.deliveries.list(tenantId, filter, { limit, cursor });
    return { data: page.data.map(WebhookDeliveryDto.from), nextCursor: page.nextCursor };
  }

  /** One delivery, with the body that is sent. */
  @Get(':id')
  @RequireScope('social:admin')
  async get(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
  ): Promise<WebhookDeliveryDetailDto> {
    return WebhookDeliveryDetailDto.from(await this.deliveries.require(tenantId, id));
  }

  /** Sends it again under the same `webhook-id`, whatever became of it before. */
  @Post(':id/replay')
  @HttpCode(200)
  @RequireScope('social:admin')
  async replay(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
  ): Promise<WebhookDeliveryDetailDto> {
    return WebhookDeliveryDetailDto.from(await this.deliveries.replay(tenantId, id));
  }
}
