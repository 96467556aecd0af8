import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { Public } from '../../http/caller.ts';
import { Problems } from '../../http/problems.ts';
import { LoginPageService } from '../connections/login-page.service.ts';
import { WaitingPostsService } from '../posts/waiting-posts.service.ts';
import { ChosenAccountsDto, ConnectPageDto, DialogDto } from './connect-page.dto.ts';

/** The calls of the page that leads a person through a login. The secret in the address is the key; there is no other. */
@Controller('connect')
@Public()
export class ConnectPageController {
  constructor(
    private readonly pages: LoginPageService,
    private readonly waiting: WaitingPostsService,
  ) {}

  /** How the login of a link stands. */
  @Get(':key')
  @Problems({ 404: ['LINK_UNKNOWN'] })
  @Header('cache-control', 'no-store')
  async show(@Param('key') key: string): Promise<ConnectPageDto> {
    const { page, renews } = await this.pages.require(key);
    const waiting = renews && (await this.waiting.behind(renews.tenantId, renews.id));
    return { ...page, waitingPosts: waiting?.scheduled ?? 0, nextPostAt: waiting?.nextAt ?? null };
  }

  /** Opens the platform's dialog: go to the answered address. Any dialog that was opened before leads nowhere. */
  // A POST, so that no program that looks at links in mails opens a dialog.
  @Post(':key/start')
  @HttpCode(200)
  @Problems({ 404: ['LINK_UNKNOWN', 'RECONNECT_LINK_SPENT'], 409: ['PLATFORM_NOT_CONFIGURED'] })
  async start(@Param('key') key: string): Promise<DialogDto> {
    return { authorizationUrl: await this.pages.start(key) };
  }

  /** Connects accounts that the login found. */
  @Post(':key/select')
  @HttpCode(200)
  @Problems({ 404: ['LINK_UNKNOWN'], 409: ['SESSION_NOT_CHOOSING'] })
  async select(@Param('key') key: string, @Body() body: ChosenAccountsDto): Promise<ConnectPageDto> {
    await this.pages.select(key, body.accountIds);
    return await this.show(key);
  }
}
