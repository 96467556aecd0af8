import { Injectable } from '@nestjs/common';
import { FormData } from 'undici';
import { Clock } from '../../../kernel/clock.ts';
import { numberAt, textAt, valueAt } from '../provider.json.ts';
import { ProviderError, type ProviderFailure } from '../provider.errors.ts';
import type { HttpAnswer, PlatformBody } from '../provider.http.ts';
import type { AccountAccess } from '../provider.port.ts';
import { multipartOf } from '../provider.multipart.ts';
import { scrubbed, unreadableAnswerFailure } from '../provider.failure.ts';
import { isTwitterSuccess, TwitterApi } from './twitter.api.ts';
import type { MediaCategory } from './twitter-upload-state.ts';

/** What X says of an upload. */
export interface MediaState {
  mediaId: string;
  /** When X forgets it, in milliseconds since 1970; null where X did not say. */
  expiresAt: number | null;
  /** Seconds until it is worth asking again; null: ready to be posted. */
  askAgainIn: number | null;
}

const usualPauseSeconds = 5;
const longestPauseSeconds = 60;
/** X's names for a file that is to blame itself; any other name is trouble of X's own. */
const blamesFile = ['InvalidMedia', 'UnsupportedMedia'];

/**
 * The media calls of X, one method a call; nothing they make is visible until a post names it. All throw ProviderError.
 * docs.x.com/x-api/media/quickstart/media-upload-chunked.
 */
@Injectable()
export class TwitterMedia {
  readonly #api: TwitterApi;
  readonly #clock: Clock;

  constructor(api: TwitterApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** A small picture in one call. */
  async uploadWhole(access: AccountAccess, category: MediaCategory, file: Blob): Promise<MediaState> {
    const form = new FormData();
    form.set('media_category', category);
    form.set('media', file, 'media');
    return this.#stateIn(await this.#post(access, '/2/media/upload', { multipart: form }));
  }

  async initialize(
    access: AccountAccess,
    file: { mimeType: string; bytes: number; category: MediaCategory },
  ): Promise<MediaState> {
    const json = { media_type: file.mimeType, total_bytes: file.bytes, media_category: file.category };
    return this.#stateIn(await this.#post(access, '/2/media/upload/initialize', { json }));
  }

  /** The same piece once more changes nothing, so a lost answer is worth a second try at once. */
  async append(
    access: AccountAccess,
    mediaId: string,
    piece: { index: number; bytes: Buffer },
  ): Promise<void> {
    try {
      await this.#append(access, mediaId, piece);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.failure.meaning !== 'unknown') throw error;
      await this.#append(access, mediaId, piece);
    }
  }

  async finalize(access: AccountAccess, mediaId: string): Promise<MediaState> {
    return this.#stateIn(await this.#post(access, `/2/media/upload/${mediaId}/finalize`));
  }

  async status(access: AccountAccess, mediaId: string): Promise<MediaState> {
    const outcome = await this.#api.call({
      method: 'GET',
      path: '/2/media/upload',
      token: access.accessToken,
      query: { command: 'STATUS', media_id: mediaId },
    });
    if (!isTwitterSuccess(outcome)) throw new ProviderError(this.#api.failure(outcome));
    return this.#stateIn(outcome);
  }

  /** The description for people who do not see it; at most 1,000 characters. */
  async describe(access: AccountAccess, mediaId: string, altText: string): Promise<void> {
    const json = { id: mediaId, metadata: { alt_text: { text: altText } } };
    await this.#post(access, '/2/media/metadata', { json });
  }

  async #append(
    access: AccountAccess,
    mediaId: string,
    piece: { index: number; bytes: Buffer },
  ): Promise<void> {
    const form = multipartOf({ segment_index: String(piece.index) }, { field: 'media', bytes: piece.bytes });
    await this.#post(access, `/2/media/upload/${mediaId}/append`, form);
  }

  async #post(access: AccountAccess, path: string, body?: PlatformBody): Promise<HttpAnswer> {
    const outcome = await this.#api.call({
      method: 'POST',
      path,
      token: access.accessToken,
      ...(body && { body }),
    });
    if (!isTwitterSuccess(outcome)) throw new ProviderError(this.#api.failure(outcome));
    return outcome;
  }

  #stateIn({ status, body }: HttpAnswer): MediaState {
    const mediaId = textAt(body, 'data', 'id');
    if (!mediaId) throw new ProviderError(unreadableAnswerFailure('TWITTER', status));
    const failure = processingFailure(body);
    if (failure) throw new ProviderError(failure);
    const lifeSeconds = numberAt(body, 'data', 'expires_after_secs');
    const expiresAt = lifeSeconds === undefined ? null : this.#clock.in(lifeSeconds * 1000).getTime();
    return { mediaId, expiresAt, askAgainIn: pauseIn(body) };
  }
}

/** Absent, or `succeeded`: ready at once. */
function pauseIn(body: unknown): number | null {
  const info = valueAt(body, 'data', 'processing_info');
  const state = textAt(info, 'state');
  if (state === undefined || state === 'succeeded') return null;
  const seconds = numberAt(info, 'check_after_secs') ?? usualPauseSeconds;
  return Math.min(Math.max(seconds, 1), longestPauseSeconds);
}

/**
 * What X found wrong with a file. Some bad files stay `in_progress` for ever and only carry an error
 * (PLhery/node-twitter-api-v2#483), so the error counts as much as the state.
 */
export function processingFailure(body: unknown): ProviderFailure | null {
  const info = valueAt(body, 'data', 'processing_info');
  const name = textAt(info, 'error', 'name');
  if (textAt(info, 'state') !== 'failed' && name === undefined) return null;
  const words = scrubbed(textAt(info, 'error', 'message') ?? 'it gave no reason').replace(/\.$/, '');
  return {
    meaning: 'content',
    code: name === undefined || blamesFile.includes(name) ? 'X_MEDIA_FAILED' : 'X_MEDIA_PROCESSING_BROKE',
    message: `X could not process the picture or video: ${words}. Use another file.`,
    who: 'author',
    ...(name && { platformCode: name }),
  };
}
