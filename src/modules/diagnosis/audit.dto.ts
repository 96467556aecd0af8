import { IsISO8601, IsOptional, IsUUID, Matches } from 'class-validator';
import { PageQuery } from '../../http/cursor-page.ts';
import { ExistingTime } from '../../http/text-rules.ts';
import type { AuditEvent } from './audit.queries.ts';

const withOffset = { message: 'must end with Z or an offset such as +02:00' };

export class ListAuditEventsQuery extends PageQuery {
  /** Only changes of this connection's own row. */
  @IsOptional()
  @IsUUID()
  connectionId?: string;

  /** Only changes of this post, also when many were spread at once. */
  @IsOptional()
  @IsUUID()
  postId?: string;

  /** At or after, with offset. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/(Z|[+-]\d{2}:?\d{2})$/i, withOffset)
  @ExistingTime()
  from?: string;

  /** Before, with offset. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/(Z|[+-]\d{2}:?\d{2})$/i, withOffset)
  @ExistingTime()
  to?: string;
}

/** A change that a person made. */
export class AuditEventDto {
  id: string;
  /**
   * What was changed: SocialConnection, SocialPost, SocialMedia, SocialOAuthSession (a login that was started), SocialTenantPause,
   * SocialBudget, SocialNoticeSettings or SocialWebhookEndpoint.
   * @example 'SocialPost'
   */
  table: string;
  /**
   * Null for a setting of the tenant; `change` says which.
   * @example '01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01'
   */
  rowId: string | null;
  /**
   * The subject of the access token, or the database user with the program's name.
   * @example 'maria@club.example'
   */
  actor: string;
  /**
   * Through psql, by column: the value before and after. Over the API: the call, and what its address does not say.
   * @example { "call": "POST posts/:id/cancel" }
   */
  change: Record<string, unknown>;
  occurredAt: Date;

  static from(event: AuditEvent): AuditEventDto {
    return event;
  }
}

export class AuditEventPageDto {
  data: AuditEventDto[];
  nextCursor: string | null;
}
