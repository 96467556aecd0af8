import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { type WebhookEndpointStatus } from '../../database/entities/social-webhook-endpoint.entity.ts';
import { StorableText } from '../../http/text-rules.ts';
import { eventTypes, type EventType } from '../../outbox/event-types.ts';
import type { WebhookEndpoint } from './webhook-endpoints.queries.ts';

const isGiven = (_: object, value: unknown) => value !== undefined;

export class CreateWebhookEndpointDto {
  /**
   * Where events are sent to by POST: https at its own port, on the public internet.
   * @example 'https://crm.example.com/hooks/social'
   */
  @IsString()
  @MaxLength(2048)
  @StorableText()
  url: string;

  /**
   * Only these; left out or empty: all, also those that come with later versions.
   * @example ['post.published', 'post.failed']
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsIn(eventTypes, { each: true })
  eventTypes?: EventType[];

  /**
   * For people.
   * @example 'Production CRM'
   */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @StorableText()
  description?: string;
}

export class UpdateWebhookEndpointDto {
  /** @example 'https://crm.example.com/hooks/social' */
  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(2048)
  @StorableText()
  url?: string;

  /**
   * Takes the place of the present choice; empty: all.
   * @example ['post.failed', 'connection.inactive']
   */
  @ValidateIf(isGiven)
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsIn(eventTypes, { each: true })
  eventTypes?: EventType[];

  /**
   * Null: none.
   * @example 'Production CRM'
   */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @StorableText()
  description?: string | null;
}

export class WebhookEndpointDto {
  /** @example '0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11' */
  id: string;
  /** @example 'https://crm.example.com/hooks/social' */
  url: string;
  /**
   * Empty: all.
   * @example ['post.published', 'post.failed']
   */
  eventTypes: string[];
  /** @example 'Production CRM' */
  description: string | null;
  /**
   * PAUSED: nothing is sent; what happens waits until it is enabled, for up to 30 days. `pausedReason` says why.
   * @example 'ACTIVE'
   */
  status: WebhookEndpointStatus;
  pausedReason: string | null;
  pausedAt: Date | null;
  /** The first failure after the last success; null while it works. After five days of it the endpoint is paused. */
  failingSince: Date | null;
  /** Until then a second signature, by the secret of before the rotation, goes along. */
  previousSecretValidUntil: Date | null;
  /** @example '2026-11-22T12:00:00.000Z' */
  createdAt: Date;

  static from({ tenantId: _tenantId, ...shown }: WebhookEndpoint): WebhookEndpointDto {
    return shown;
  }
}

export class WebhookEndpointSecretDto extends WebhookEndpointDto {
  /**
   * Shown this once. Receivers verify signatures with it.
   * @example 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDR4UxVtbXBFk='
   */
  secret: string;
}

export class WebhookEndpointPageDto {
  data: WebhookEndpointDto[];
  nextCursor: string | null;
}

export class DeletedWebhookEndpointDto {
  /** @example '0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11' */
  id: string;
}
