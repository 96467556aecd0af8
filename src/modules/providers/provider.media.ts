import { Injectable } from '@nestjs/common';
import { type Platform, platformNames } from '../../kernel/platform.ts';
import { SafeHttp, SafeHttpError } from '../../security/safe-http.ts';
import { imageTypeOf, type ImageType } from './provider.image.ts';
import { ProviderError, type ProviderFailure } from './provider.errors.ts';
import { codePrefix } from './provider.failure.ts';

export interface DownloadedImage {
  bytes: Buffer;
  type: ImageType;
}

export interface ImageRules {
  platform: Platform;
  maxBytes: number;
  types: readonly ImageType[];
}

/** Fetches the pictures of a post from where their author put them. */
@Injectable()
export class MediaDownload {
  readonly #http: SafeHttp;

  constructor(http: SafeHttp) {
    this.#http = http;
  }

  /** Throws ProviderError when the picture cannot be had or the platform would not take it. */
  async image(url: string, rules: ImageRules): Promise<DownloadedImage> {
    const bytes = await this.#bytes(url, rules);
    const type = imageTypeOf(bytes);
    if (type && rules.types.includes(type)) return { bytes, type };
    throw new ProviderError({
      meaning: 'content',
      code: `${codePrefix(rules.platform)}_MEDIA_FORMAT`,
      message: `${platformNames[rules.platform]} cannot use the file at ${url}. Use ${namesOf(rules.types)}.`,
      who: 'author',
    });
  }

  async #bytes(url: string, rules: ImageRules): Promise<Buffer> {
    try {
      return (await this.#http.download(url, { maxBytes: rules.maxBytes })).bytes;
    } catch (error) {
      if (error instanceof SafeHttpError) throw new ProviderError(failureOf(error, url, rules.platform));
      throw error;
    }
  }
}

function failureOf(error: SafeHttpError, url: string, platform: Platform): ProviderFailure {
  const mayWorkLater = error.reason === 'unreachable';
  return {
    meaning: mayWorkLater ? 'unavailable' : 'content',
    code: `${codePrefix(platform)}_MEDIA_NOT_FETCHED`,
    message: `The picture at ${url} could not be fetched. ${error.message}`,
    who: mayWorkLater ? 'wait' : 'author',
  };
}

function namesOf(types: readonly ImageType[]): string {
  return types.map((type) => type.replace('image/', '').toUpperCase()).join(', ');
}
