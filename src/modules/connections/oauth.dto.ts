import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { EmailAddress, StorableText } from '../../http/text-rules.ts';
import { platforms, type Platform } from '../../kernel/platform.ts';
import { ConnectionDto } from './connections.dto.ts';
import type { OAuthSessionStatus } from './oauth-session.queries.ts';
import type { SessionWithConnections } from './oauth.service.ts';

export class ReconnectDto {
  /**
   * Where the person's browser goes after the dialog; its origin must be allowed by the operator.
   * @example 'https://crm.example/social/done'
   */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  @StorableText()
  returnUrl?: string;

  /**
   * Whom to write to when this account must be reconnected or rejects a post; left out: `email` of the access token, if it has one.
   * @example 'anna@rowing-club.example'
   */
  @IsOptional()
  @EmailAddress()
  @MaxLength(254)
  notifyEmail?: string;
}

export class AuthorizeDto extends ReconnectDto {
  @IsIn(platforms)
  platform: Platform;
}

export class AuthorizationDto {
  /** The platform's dialog; open this in the person's browser. It can be ended in any browser: `connectUrl` is safer. */
  authorizationUrl: string;
  /**
   * A page of this service that leads through the dialog and lets choose accounts; needs no access token, works until `expiresAt`. The
   * login can be ended only in the browser that began it there.
   */
  connectUrl: string;
  sessionId: string;
  expiresAt: Date;
}

export class ReconnectStartedDto extends AuthorizationDto {
  /** A link to send to the person; needs no access token and works once, until `expiresAt`. */
  reconnectUrl: string;
}

export class SelectAccountsDto {
  /** `accountId`s of the session's accounts that can publish. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsString({ each: true })
  accountIds: string[];
}

export class AccountProblemDto {
  code: string;
  message: string;
}

export class FoundAccountDto {
  accountId: string;
  accountName: string;
  canPublish: boolean;
  /** Why it cannot publish, in words for the person who connects it. */
  problems: AccountProblemDto[];
}

export class OAuthSessionDto {
  id: string;
  platform: Platform;
  /** PENDING, EXCHANGING, CHOOSING (select accounts now), CONNECTED, FAILED (`problem` says why) or EXPIRED. */
  status: OAuthSessionStatus | 'EXPIRED';
  expiresAt: Date;
  problem: AccountProblemDto | null;
  accounts: FoundAccountDto[];
  connections: ConnectionDto[];

  static from(session: SessionWithConnections): OAuthSessionDto {
    const { id, platform, status, expiresAt, problemCode, problemMessage } = session;
    const open = status === 'PENDING' || status === 'EXCHANGING' || status === 'CHOOSING';
    return {
      id,
      platform,
      status: open && session.expired ? 'EXPIRED' : status,
      expiresAt,
      problem: problemCode === null ? null : { code: problemCode, message: problemMessage ?? '' },
      accounts: session.accounts.map(({ accountId, accountName, canPublish, problems }) => ({
        accountId,
        accountName,
        canPublish,
        problems,
      })),
      connections: session.connections.map(ConnectionDto.from),
    };
  }
}

export class SelectedDto {
  connections: ConnectionDto[];
}
