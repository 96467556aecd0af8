import { Body, Controller, Get, Headers, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Public, RequireScope, Tenant, type Caller } from '../../http/caller.ts';
import { GetAloneGuard } from '../../http/get-alone.guard.ts';
import { Idempotent } from '../../http/idempotency.interceptor.ts';
import { isBrowser } from '../../http/is-browser.ts';
import { Problems } from '../../http/problems.ts';
import { UuidParam } from '../../http/uuid-param.pipe.ts';
import { ConnectionDto } from './connections.dto.ts';
import { OAuthCallbackGuard, type CallbackRequest } from './oauth-callback.guard.ts';
import {
  AuthorizationDto,
  AuthorizeDto,
  OAuthSessionDto,
  SelectAccountsDto,
  SelectedDto,
} from './oauth.dto.ts';
import { LoginPageService } from './login-page.service.ts';
import { OAuthFinishService, type LoginOutcome } from './oauth-finish.service.ts';
import { OAuthService } from './oauth.service.ts';
import { requirePlatform } from '../../http/platform-slug.ts';
import { resultPage, returnAddress } from './oauth-result-page.ts';

@Controller()
export class OAuthController {
  constructor(
    private readonly oauth: OAuthService,
    private readonly finishing: OAuthFinishService,
    private readonly pages: LoginPageService,
  ) {}

  /** Starts a login; open the answered address in the person's browser. */
  @Post('connections/authorize')
  @HttpCode(200)
  @RequireScope('social:admin')
  @Idempotent()
  @Problems({ 409: ['PLATFORM_NOT_CONFIGURED'] })
  async authorize(@CurrentCaller() caller: Caller, @Body() body: AuthorizeDto): Promise<AuthorizationDto> {
    return await this.oauth.authorize(caller, body.platform, body);
  }

  /** How a login stands, and the accounts it found. */
  @Get('connections/sessions/:id')
  @RequireScope('social:admin')
  async session(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<OAuthSessionDto> {
    return OAuthSessionDto.from(await this.oauth.requireSession(tenantId, id));
  }

  /** Connects accounts that a login found. */
  @Post('connections/sessions/:id/select')
  @HttpCode(200)
  @RequireScope('social:admin')
  @Idempotent()
  @Problems({ 409: ['SESSION_NOT_CHOOSING'] })
  async select(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
    @Body() body: SelectAccountsDto,
  ): Promise<SelectedDto> {
    const connections = await this.finishing.select(tenantId, id, body.accountIds);
    return { connections: connections.map(ConnectionDto.from) };
  }

  /** Where the platform sends the person back to; the single-use state protects it, and the browser in which our page began. */
  @Get('oauth/:platform/callback')
  @Public()
  @UseGuards(GetAloneGuard, OAuthCallbackGuard)
  @ApiExcludeEndpoint()
  async callback(@Req() request: CallbackRequest, @Res() reply: FastifyReply): Promise<void> {
    const platform = requirePlatform(request.params.platform);
    const { loginResult = { status: 'unknown-state' }, browserKey } = request;
    const outcome = await this.finishing.finish(platform, loginResult, browserKey);
    const address = await this.addressAfter(outcome, request.headers.accept);
    if (address) await reply.redirect(address, 303);
    else
      await reply
        .status(outcome.status === 'failed' ? 400 : 200)
        .type('text/html')
        .send(resultPage(outcome));
  }

  /** The link that a club admin gets; a browser comes to our page first, a program to the platform's dialog. */
  @Get('oauth/:platform/start/:link')
  @Public()
  @UseGuards(GetAloneGuard)
  @ApiExcludeEndpoint()
  async start(
    @Param('platform') slug: string,
    @Param('link') link: string,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const platform = requirePlatform(slug);
    const address = isBrowser(accept) ? this.pages.address(link) : await this.oauth.openLink(platform, link);
    await reply.header('cache-control', 'no-store').header('vary', 'accept').redirect(address, 303);
  }

  /** Our page where the person began on it, or where the CRM has none; null: a sentence is all there is to show. */
  private async addressAfter(outcome: LoginOutcome, accept: string | undefined): Promise<string | null> {
    const { session } = outcome;
    const crms = returnAddress(outcome);
    const isOurs = session?.isOnPage || (crms === null && isBrowser(accept));
    return session && isOurs ? await this.pages.pageAfter(session) : crms;
  }
}
