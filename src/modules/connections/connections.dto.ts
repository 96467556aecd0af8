import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { PageQuery } from '../../http/cursor-page.ts';
import { platforms, type Platform } from '../../kernel/platform.ts';
import type { QuotaRow } from '../providers/provider.quotas.service.ts';
import { warningsOf } from './connection-warnings.ts';
import type { Connection } from './connection.ts';

const toBoolean = Transform(({ value }: { value: unknown }) =>
  value === 'true' ? true : value === 'false' ? false : value,
);
const toInteger = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
);

export class ListConnectionsQuery extends PageQuery {
  @IsOptional()
  @IsIn(platforms)
  platform?: Platform;

  @IsOptional()
  @toBoolean
  @IsBoolean()
  isActive?: boolean;

  /** Only active connections whose token ends within this many days. */
  @IsOptional()
  @toInteger
  @IsInt()
  @Min(0)
  @Max(3650)
  expiringWithinDays?: number;

  /** Only those for which a person must do something (inactive, with an error, or with warnings), or only the others. */
  @IsOptional()
  @toBoolean
  @IsBoolean()
  needsAttention?: boolean;
}

export class UpdateConnectionDto {
  /** Least time between two posts of this connection, in seconds; at most a week. */
  @IsInt()
  @Min(0)
  @Max(604_800)
  minSpacingSeconds: number;
}

export class ConnectionWarningDto {
  /** TOKEN_ENDING, DATA_ACCESS_ENDING or DATA_ACCESS_ENDED. */
  code: string;
  message: string;
}

export class ConnectionDto {
  id: string;
  platform: Platform;
  /** The platform's id of the Page, the Instagram account or the X user. */
  accountId: string;
  accountName: string;
  /** False: nothing is sent until somebody reconnects; `errorMessage` says why. */
  isActive: boolean;
  /** Null: the token does not expire. */
  tokenExpiresAt: Date | null;
  /** When Meta stops showing us data of this account without a new login; null where there is no such rule. */
  dataAccessExpiresAt: Date | null;
  lastPostAt: Date | null;
  errorMessage: string | null;
  errorCode: string | null;
  /** Posts wait until then because the platform said so. */
  rateLimitedUntil: Date | null;
  /** What it said, the last time. */
  rateLimitReason: string | null;
  /** After a limit posts keep at least this distance, until `rateSpacingUntil`. */
  rateSpacingSeconds: number;
  rateSpacingUntil: Date | null;
  minSpacingSeconds: number;
  scopes: string[];
  /** What a person should do soon, while posts still go out. */
  warnings: ConnectionWarningDto[];
  createdAt: Date;

  static from(connection: Connection): ConnectionDto {
    const { tenantId: _tenantId, isRefreshable: _isRefreshable, now, ...shown } = connection;
    return { ...shown, warnings: warningsOf(connection, now) };
  }
}

export class ConnectionPageDto {
  data: ConnectionDto[];
  nextCursor: string | null;
}

export class QuotaDto {
  /** `application`: shared by every account that uses this service's app. */
  scope: 'connection' | 'application';
  /** For example `POST /2/tweets`; `*` for every call. */
  endpoint: string;
  window: string;
  limit: number | null;
  remaining: number | null;
  usedPercent: number | null;
  resetsAt: Date | null;
  seenAt: Date;

  static from({
    holder,
    endpoint,
    window,
    limit,
    remaining,
    usedPercent,
    resetsAt,
    seenAt,
  }: QuotaRow): QuotaDto {
    const scope = holder === 'application' ? 'application' : 'connection';
    return { scope, endpoint, window, limit, remaining, usedPercent, resetsAt, seenAt };
  }
}

/** What the platform said about its limits, as last seen. */
export class RateLimitsDto {
  /** Posts wait until then; null: they need not. */
  limitedUntil: Date | null;
  reason: string | null;
  /** Seconds between posts, wider for a while after a limit. */
  spacingSeconds: number;
  spacingUntil: Date | null;
  data: QuotaDto[];
}

export class DisconnectedDto {
  id: string;
  /** False: the tokens are gone here, but the permission stands at the platform; `message` says why and how to end it. */
  revoked: boolean;
  message: string;
}
