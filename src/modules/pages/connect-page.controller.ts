import { Body, Controller, Get, Header, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../http/caller.ts';
import { Problems } from '../../http/problems.ts';
import { BrowserKeyService } from '../connections/browser-key.service.ts';
import { LoginPageService } from '../connections/login-page.service.ts';
import { WaitingPostsService } from '../posts/waiting-posts.service.ts';
import { OwnPageGuard } from './own-page.guard.ts';
import { ChosenAccountsDto, ConnectPageDto, DialogDto } from './connect-page.dto.ts';

/** The calls of the page that leads a person through a login. The secret in the address is the key; there is no other. */
@Controller('connect')
@Public()
export class ConnectPageController {
  constructor(
    private readonly pages: LoginPageService,
    private readonly browserKeys: BrowserKeyService,
    private readonly waiting: WaitingPostsService,
  ) {}

  /** How the login of a link stands. */
  @Get(':key')
  @Problems({ 404: ['LINK_UNKNOWN'] })
  @Header('cache-control', 'no-store')
  async show(
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConnectPageDto> {
    // Before the button is pressed: two pages of one browser that begin at once have the same key then.
    if (!this.browserKeys.of(request)) this.browserKeys.keep(request, reply);
    return await this.shown(key);
  }

  private async shown(key: string): Promise<ConnectPageDto> {
    const { page, renews } = await this.pages.require(key);
    const waiting = renews && (await this.waiting.behind(renews.tenantId, renews.id));
    return { ...page, waitingPosts: waiting?.scheduled ?? 0, nextPostAt: waiting?.nextAt ?? null };
  }

  /**
   * Opens the platform's dialog: go to the answered address. Any dialog that was opened before leads nowhere, and only the browser
   * that keeps the cookie of the answer can end the login.
   */
  // A POST, so that no program that looks at links in mails opens a dialog.
  @Post(':key/start')
  @HttpCode(200)
  @UseGuards(OwnPageGuard)
  @Problems({
    403: ['CALLED_FROM_ANOTHER_SITE'],
    404: ['LINK_UNKNOWN', 'RECONNECT_LINK_SPENT'],
    409: ['PLATFORM_NOT_CONFIGURED'],
  })
  async start(
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DialogDto> {
    return { authorizationUrl: await this.pages.start(key, this.browserKeys.keep(request, reply)) };
  }

  /** Connects accounts that the login found. */
  @Post(':key/select')
  @HttpCode(200)
  @UseGuards(OwnPageGuard)
  @Problems({ 403: ['CALLED_FROM_ANOTHER_SITE'], 404: ['LINK_UNKNOWN'], 409: ['SESSION_NOT_CHOOSING'] })
  async select(@Param('key') key: string, @Body() body: ChosenAccountsDto): Promise<ConnectPageDto> {
    await this.pages.select(key, body.accountIds);
    return await this.shown(key);
  }
}
