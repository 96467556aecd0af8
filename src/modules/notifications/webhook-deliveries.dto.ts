import { IsIn, IsOptional, IsUUID } from 'class-validator';
import {
  webhookDeliveryStatuses,
  type WebhookDeliveryStatus,
} from '../../database/entities/social-webhook-delivery.entity.ts';
import { PageQuery } from '../../http/cursor-page.ts';
import { eventTypes, type EventType } from '../../outbox/event-types.ts';
import { payloadOf } from './webhook-payload.ts';
import type { WebhookDelivery, WebhookDeliveryWithEvent } from './webhook-deliveries.queries.ts';

export class ListWebhookDeliveriesQuery extends PageQuery {
  @IsOptional()
  @IsUUID()
  endpointId?: string;

  @IsOptional()
  @IsIn(webhookDeliveryStatuses)
  status?: WebhookDeliveryStatus;

  @IsOptional()
  @IsIn(eventTypes)
  eventType?: EventType;
}

export class WebhookDeliveryDto {
  /**
   * The `webhook-id` that the receiver sees, the same for every try and replay.
   * @example '6f1f6c1e-2b0a-4d8e-8f52-0d3c6a6c2b11'
   */
  id: string;
  /** @example '0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11' */
  endpointId: string;
  /** @example 'post.published' */
  eventType: string;
  /**
   * PENDING: it is tried until it arrives. FAILED: given up after about three days; a replay tries again.
   * @example 'DELIVERED'
   */
  status: WebhookDeliveryStatus;
  /**
   * Tries that set out for the receiver.
   * @example 1
   */
  attempts: number;
  lastAttemptAt: Date | null;
  /**
   * What the receiver answered last; null where it did not answer.
   * @example 200
   */
  lastStatusCode: number | null;
  /** Why the last try failed; null when it did not. */
  lastError: string | null;
  /** When it is tried next; null when it is not, or while its endpoint is paused. */
  nextAttemptAt: Date | null;
  deliveredAt: Date | null;
  createdAt: Date;

  static from(delivery: WebhookDelivery): WebhookDeliveryDto {
    return {
      id: delivery.id,
      endpointId: delivery.endpointId,
      eventType: delivery.eventType,
      status: delivery.status,
      attempts: delivery.attempts,
      lastAttemptAt: delivery.lastAttemptAt,
      lastStatusCode: delivery.lastStatusCode,
      lastError: delivery.lastError,
      nextAttemptAt: delivery.nextAttemptAt,
      deliveredAt: delivery.deliveredAt,
      createdAt: delivery.createdAt,
    };
  }
}

export class WebhookPayloadDto {
  /** @example 'post.published' */
  type: string;
  /**
   * When it happened.
   * @example '2026-11-22T12:00:00.000Z'
   */
  timestamp: string;
  /** The post or the connection, with the names that this API gives its fields. */
  data: Record<string, unknown>;
}

export class WebhookDeliveryDetailDto extends WebhookDeliveryDto {
  /** The body that is sent. */
  payload: WebhookPayloadDto;

  static override from(delivery: WebhookDeliveryWithEvent): WebhookDeliveryDetailDto {
    return { ...WebhookDeliveryDto.from(delivery), payload: payloadOf(delivery) };
  }
}

export class WebhookDeliveryPageDto {
  data: WebhookDeliveryDto[];
  nextCursor: string | null;
}
