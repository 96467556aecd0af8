import { Injectable } from '@nestjs/common';
import { FormData } from 'undici';
import { Clock } from '../../../kernel/clock.ts';
import { mediaKey, type MediaItem } from '../../../kernel/post-content.ts';
import { listAt, numberAt, textAt } from '../provider.json.ts';
import { MediaDownload } from '../provider.media.ts';
import { ProviderError, type ProviderFailure } from '../provider.errors.ts';
import type { AccountAccess, ResumeState } from '../provider.port.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import type { Upload } from '../provider.uploads.ts';
import { isTwitterSuccess, TwitterApi } from './twitter.api.ts';

/** docs.x.com/x-api/media/quickstart/best-practices. */
const largestImageBytes = 5 * 1024 * 1024;

export interface UploadedImage extends Upload {
  mediaId: string;
}

/** Pictures on their way to X; nothing of it is visible until a post names them. */
@Injectable()
export class TwitterMedia {
  readonly #api: TwitterApi;
  readonly #download: MediaDownload;
  readonly #clock: Clock;

  constructor(api: TwitterApi, download: MediaDownload, clock: Clock) {
    this.#api = api;
    this.#download = download;
    this.#clock = clock;
  }

  /** Throws ProviderError. */
  async upload(access: AccountAccess, item: MediaItem): Promise<UploadedImage> {
    const file = await this.#download.image(item.url ?? '', {
      platform: 'TWITTER',
      maxBytes: largestImageBytes,
      types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
    });
    const form = new FormData();
    form.set('media_category', file.type === 'image/gif' ? 'tweet_gif' : 'tweet_image');
    form.set('media', new Blob([new Uint8Array(file.bytes)], { type: file.type }), 'image');
    const outcome = await this.#api.call({
      method: 'POST',
      path: '/2/media/upload',
      token: access.accessToken,
      body: { multipart: form },
    });
    if (!isTwitterSuccess(outcome)) throw new ProviderError(this.#api.failure(outcome));
    const mediaId = textAt(outcome.body, 'data', 'id');
    if (!mediaId) throw new ProviderError(unreadableAnswerFailure('TWITTER', outcome.status));
    const problem = processingFailure(outcome.body);
    if (problem) throw new ProviderError(problem);
    if (item.altText) await this.#describe(access, mediaId, item.altText);
    return { key: mediaKey(item), mediaId, uploadedAt: this.#clock.now().getTime() };
  }

  async #describe(access: AccountAccess, mediaId: string, altText: string): Promise<void> {
    const outcome = await this.#api.call({
      method: 'POST',
      path: '/2/media/metadata',
      token: access.accessToken,
      body: { json: { id: mediaId, metadata: { alt_text: { text: altText } } } },
    });
    if (!isTwitterSuccess(outcome)) throw new ProviderError(this.#api.failure(outcome));
  }
}

/** `processing_info.state=failed`; the other states come to pass by themselves before the post is sent. */
export function processingFailure(body: unknown): ProviderFailure | null {
  if (textAt(body, 'data', 'processing_info', 'state') !== 'failed') return null;
  const words = textAt(body, 'data', 'processing_info', 'error', 'message') ?? 'it gave no reason';
  return {
    meaning: 'content',
    code: 'X_MEDIA_FAILED',
    message: `X could not process the picture or video: ${words}. Use another file.`,
    who: 'author',
  };
}

export function imagesIn(resume: ResumeState): UploadedImage[] {
  return listAt(resume, 'images').flatMap((entry) => {
    const key = textAt(entry, 'key');
    const mediaId = textAt(entry, 'mediaId');
    return key && mediaId ? [{ key, mediaId, uploadedAt: numberAt(entry, 'uploadedAt') ?? 0 }] : [];
  });
}
