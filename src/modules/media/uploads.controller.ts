import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequireScope, Tenant } from '../../http/caller.ts';
import { TakesIdempotencyKey } from '../../http/idempotency.interceptor.ts';
import { IdempotentAnswers } from '../../http/idempotent-answers.service.ts';
import { idempotencyKeyOf, idempotentCallOf } from '../../http/idempotent-call.ts';
import { Problems } from '../../http/problems.ts';
import { UuidParam } from '../../http/uuid-param.pipe.ts';
import { MediaDto } from './media.dto.ts';
import { receiveFile } from './upload-form.ts';
import { UploadsService } from './uploads.service.ts';

const fileForm = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', format: 'binary' } },
  },
};

@Controller('media')
export class UploadsController {
  constructor(
    private readonly uploads: UploadsService,
    private readonly answers: IdempotentAnswers,
  ) {}

  /**
   * Takes one picture (JPEG, PNG, GIF, WebP) or video (MP4, MOV, WebM), and says what is in it. Posts show it by its id; without a
   * post it is deleted after a week.
   */
  @Post()
  @HttpCode(201)
  @RequireScope('social:write')
  @RouteConfig({ multipart: true })
  @ApiConsumes('multipart/form-data')
  @ApiBody(fileForm)
  @TakesIdempotencyKey()
  @Problems({
    400: ['MEDIA_FILE_MISSING', 'MEDIA_ONE_FILE', 'MEDIA_UPLOAD_CUT'],
    413: ['MEDIA_TOO_LARGE'],
    415: ['MEDIA_NOT_RECOGNISED'],
    503: ['MEDIA_STORE_UNAVAILABLE'],
  })
  async upload(
    @Tenant() tenantId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MediaDto> {
    const key = idempotencyKeyOf(request);
    return await this.uploads.received(
      (path, maxBytes) => receiveFile(request, path, maxBytes),
      async (path) => {
        if (key === null) return await this.keep(tenantId, path);
        const call = idempotentCallOf(request, { tenantId, key, body: await sha256Of(path) });
        return await this.answers.once(call, reply, () => this.keep(tenantId, path));
      },
    );
  }

  /** What is in a file, until when it is kept, and where it can be looked at. */
  @Get(':id')
  @RequireScope('social:read')
  async find(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<MediaDto> {
    const stored = await this.uploads.require(tenantId, id);
    return MediaDto.from(stored, await this.uploads.previewUrl(stored));
  }

  /** Deletes a file that no post needs any more, and says what it was. */
  @Delete(':id')
  @RequireScope('social:write')
  @Problems({ 409: ['MEDIA_IN_USE'] })
  async remove(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<MediaDto> {
    return MediaDto.from(await this.uploads.remove(tenantId, id), null);
  }

  private async keep(tenantId: string, path: string): Promise<MediaDto> {
    const stored = await this.uploads.add(tenantId, path);
    return MediaDto.from(stored, await this.uploads.previewUrl(stored));
  }
}

/** Of a form only the file counts: its boundary is another one each time. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
