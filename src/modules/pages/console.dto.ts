import { IsString, MaxLength } from 'class-validator';

export class MeDto {
  /** @example 'acme' */
  tenantId: string;
  /** @example 'anna' */
  subject: string;
  /** @example 'anna@rowing-club.example' */
  email: string | null;
  /** @example ['social:read', 'social:write'] */
  scopes: string[];
  /** When the access token ends. */
  expiresAt: Date;
}

export class ConsoleCodeDto {
  /** Works once. @example 'v2bFhPq1…' */
  code: string;
  /** The console, with the code; open it in the person's browser. @example 'https://social.example/#code=v2bFhPq1…' */
  consoleUrl: string;
  expiresAt: Date;
}

export class RedeemDto {
  /** @example 'v2bFhPq1…' */
  @IsString()
  @MaxLength(200)
  code: string;
}

export class AccessDto {
  /** @example 'eyJhbGciOiJIUzI1NiJ9…' */
  accessToken: string;
  expiresAt: Date;
}
