import { ArrayMaxSize, ArrayMinSize, IsArray, IsString } from 'class-validator';
import type { Platform } from '../../kernel/platform.ts';

export class ChosenAccountsDto {
  /** `accountId`s of accounts that can publish. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsString({ each: true })
  accountIds: string[];
}

export class PageProblemDto {
  code: string;
  message: string;
}

export class PageFoundAccountDto {
  accountId: string;
  accountName: string;
  canPublish: boolean;
  /** Why it cannot publish, in words for the person who connects it. */
  problems: PageProblemDto[];
}

export class PageAccountDto {
  accountId: string;
  accountName: string;
}

export class PageConnectionDto {
  id: string;
  accountName: string;
}

export class ReturnDto {
  /** @example 'https://crm.example/social?status=connected' */
  url: string;
  /** @example 'crm.example' */
  host: string;
}

/** What the page shows of a login: nothing that the person who holds its link may not see. */
export class ConnectPageDto {
  /** RECONNECT: only `account` is taken. */
  mode: 'CONNECT' | 'RECONNECT';
  platform: Platform;
  /** READY: the dialog can be opened. WORKING: the platform is being asked. CHOOSING: accounts were found. */
  status: 'READY' | 'WORKING' | 'CHOOSING' | 'CONNECTED' | 'FAILED' | 'EXPIRED';
  /** The account to reconnect. */
  account: PageAccountDto | null;
  /**
   * Why it must be reconnected.
   * @example 'Facebook no longer accepts the login.'
   */
  reason: string | null;
  /** Posts that wait behind it; nobody counts beyond 1,000. */
  waitingPosts: number;
  nextPostAt: Date | null;
  expiresAt: Date;
  /** What went wrong; the same link can be tried again until it expires. */
  problem: PageProblemDto | null;
  accounts: PageFoundAccountDto[];
  connected: PageConnectionDto[];
  /** The way back to the CRM. */
  returnTo: ReturnDto | null;
}

export class DialogDto {
  authorizationUrl: string;
}
