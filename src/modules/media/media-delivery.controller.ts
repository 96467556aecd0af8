import { Readable } from 'node:stream';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../http/caller.ts';
import { UuidParam } from '../../http/uuid-param.pipe.ts';
import { byteRangeOf } from './byte-range.ts';
import { type DeliveredFile, MediaDeliveryService } from './media-delivery.service.ts';

/** A file of a tenant must never act as a page of ours, whatever its bytes say. */
const harmless = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
};

/** Outside the API: the signature in the address is the key, for platforms that fetch what they are told to post. */
@ApiExcludeController()
@Controller('media')
export class MediaDeliveryController {
  constructor(private readonly delivery: MediaDeliveryService) {}

  @Public()
  @Get(':id/:name')
  async deliver(
    @Param('id', UuidParam) id: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest<{ Querystring: Record<string, unknown> }>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { expires, signature } = request.query;
    const file = await this.delivery.require({ id, name, expires: Number(expires) }, String(signature));
    await send(request, describe(reply, file, name), file);
  }
}

function describe(reply: FastifyReply, file: DeliveredFile, name: string): FastifyReply {
  return reply.headers({
    ...harmless,
    'content-type': file.mimeType,
    'content-disposition': `inline; filename="${name}"`,
    'cache-control': `private, max-age=${file.seconds}, immutable`,
    'accept-ranges': 'bytes',
  });
}

async function send(
  request: Pick<FastifyRequest, 'headers' | 'method'>,
  reply: FastifyReply,
  file: DeliveredFile,
): Promise<void> {
  const range = byteRangeOf(request.headers.range, file.bytes);
  if (range.kind === 'beyond') {
    await reply.status(416).header('content-range', `bytes */${file.bytes}`).send('');
    return;
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, file.bytes - 1];
  if (range.kind === 'part') {
    void reply.status(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`);
  }
  void reply.header('content-length', end - start + 1);
  // Fastify reads a body to its end even where only the head was asked for.
  await reply.send(request.method === 'HEAD' ? Readable.from([]) : await file.read({ start, end }));
}
