import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { decodeCursor, pageOf, type Page } from '../../http/cursor-page.ts';
import { deliveryNotFound } from './webhook.errors.ts';
import {
  findDelivery,
  listDeliveries,
  replayDelivery,
  type DeliveryFilter,
  type WebhookDelivery,
  type WebhookDeliveryWithEvent,
} from './webhook-deliveries.queries.ts';

/** The log of what was sent to a tenant's endpoints. */
@Injectable()
export class WebhookDeliveriesService {
  constructor(private readonly database: Database) {}

  async list(
    tenantId: string,
    filter: DeliveryFilter,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<Page<WebhookDelivery>> {
    const after = decodeCursor(page.cursor);
    const rows = await listDeliveries(this.database, tenantId, filter, { limit: page.limit, after });
    return pageOf(rows, page.limit, {
      item: ({ cursorAt: _cursorAt, ...delivery }): WebhookDelivery => delivery,
      position: ({ cursorAt, id }) => ({ createdAt: cursorAt, id }),
    });
  }

  /** Throws WEBHOOK_DELIVERY_NOT_FOUND, also for another tenant's. */
  async require(tenantId: string, id: string): Promise<WebhookDeliveryWithEvent> {
    const delivery = await findDelivery(this.database, tenantId, id);
    if (!delivery) throw deliveryNotFound(id);
    return delivery;
  }

  /** Under the same id, so that a receiver that knows it already can tell. */
  async replay(tenantId: string, id: string): Promise<WebhookDeliveryWithEvent> {
    await replayDelivery(this.database, tenantId, id);
    return await this.require(tenantId, id);
  }
}
