import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../http/caller.ts';
import type { RequestWithBytes } from '../../http/raw-body.ts';
import { PlatformWebhooksService } from './platform-webhooks.service.ts';

/** What platforms call. Nothing here needs a token: each call proves itself by its signature. */
@ApiExcludeController()
@Controller('platform-webhooks/meta')
export class PlatformWebhooksController {
  constructor(private readonly webhooks: PlatformWebhooksService) {}

  /** Meta asks whether this address is ours before it sends events. */
  @Public()
  @Get()
  verify(@Query() query: Record<string, unknown>, @Res() reply: FastifyReply): void {
    void reply.type('text/plain').send(this.webhooks.challenge(query));
  }

  @Public()
  @Post()
  @HttpCode(200)
  async receive(@Req() request: RequestWithBytes): Promise<{ received: number }> {
    const signature = request.headers['x-hub-signature-256'];
    const bytes = request.bytes ?? Buffer.alloc(0);
    return {
      received: await this.webhooks.receive(bytes, typeof signature === 'string' ? signature : undefined),
    };
  }

  /** A person removed our app. */
  @Public()
  @Post('deauthorize')
  @HttpCode(200)
  async deauthorize(@Body() body: Record<string, unknown> | null): Promise<{ ended: number }> {
    return { ended: await this.webhooks.deauthorize(body?.['signed_request']) };
  }

  /** A person asks for their data to be deleted; the answer's address tells them what was done. */
  @Public()
  @Post('data-deletion')
  @HttpCode(200)
  async deleteData(
    @Body() body: Record<string, unknown> | null,
  ): Promise<{ url: string; confirmation_code: string }> {
    return await this.webhooks.deleteData(body?.['signed_request']);
  }

  @Public()
  @Get('data-deletion/:code')
  async deletion(@Param('code') code: string, @Res() reply: FastifyReply): Promise<void> {
    const { status, page } = await this.webhooks.deletionPage(code);
    void reply.status(status).type('text/html; charset=utf-8').send(page);
  }
}
