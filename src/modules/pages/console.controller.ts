import { Body, Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { bearerOf } from '../../http/access.guard.ts';
import {
  CurrentCaller,
  Public,
  RequireScope,
  type AuthenticatedRequest,
  type Caller,
} from '../../http/caller.ts';
import { Problems } from '../../http/problems.ts';
import { ConsoleCodesService } from './console-codes.service.ts';
import { AccessDto, ConsoleCodeDto, MeDto, RedeemDto } from './console.dto.ts';
import { endOf } from './token-end.ts';

@Controller()
export class ConsoleController {
  constructor(private readonly codes: ConsoleCodesService) {}

  /** What the access token says about its holder. */
  @Get('me')
  @RequireScope('social:read')
  me(@CurrentCaller() caller: Caller, @Req() request: AuthenticatedRequest): MeDto {
    const { tenantId, subject, email, scopes } = caller;
    return { tenantId, subject, email: email ?? null, scopes, expiresAt: endOf(bearerOf(request)) };
  }

  /** Hands the caller's access token over to the console: open the answered address in the caller's browser within a minute. */
  @Post('console-codes')
  @RequireScope('social:read')
  async create(
    @CurrentCaller() { tenantId }: Caller,
    @Req() request: AuthenticatedRequest,
  ): Promise<ConsoleCodeDto> {
    return await this.codes.create(tenantId, bearerOf(request));
  }

  /** Gives the access token behind a code, once. The console calls this. */
  @Post('console-codes/redeem')
  @HttpCode(200)
  @Public()
  @Header('cache-control', 'no-store')
  @Problems({ 404: ['CONSOLE_CODE_SPENT'] })
  async redeem(@Body() { code }: RedeemDto): Promise<AccessDto> {
    return await this.codes.redeem(code);
  }
}
