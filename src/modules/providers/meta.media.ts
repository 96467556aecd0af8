import { Injectable } from '@nestjs/common';
import type { MediaItem } from '../../kernel/post-content.ts';
import { MediaError, type MediaFile, MediaFilesService } from '../media/media-files.service.ts';
import { ProviderError, type ProviderFailure } from './provider.errors.ts';
import { codePrefix } from './provider.failure.ts';
import type { AccountAccess } from './provider.port.ts';
import type { MetaPlatform } from './meta.failure.ts';

/** Meta may come for a file some time after it was told of it, and comes again when a fetch breaks off. */
const addressLifeSeconds = 6 * 3_600;

/** The files of a post for Facebook and Instagram: as bytes to send, or as an address that Meta fetches from. */
@Injectable()
export class MetaMedia {
  constructor(private readonly files: MediaFilesService) {}

  /** Throws ProviderError when the file cannot be had. */
  async use<Result>(
    wanted: { access: AccountAccess; item: MediaItem; platform: MetaPlatform },
    work: (file: MediaFile) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.files.use(wanted.access.tenantId, wanted.item, work);
    } catch (error) {
      throw asProviderError(error, wanted.platform);
    }
  }

  /** As `use`, of a picture that is to be no larger than `largestBytes`: it is made smaller where it is. */
  async usePicture<Result>(
    wanted: { access: AccountAccess; item: MediaItem; platform: MetaPlatform; largestBytes: number },
    work: (file: MediaFile) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.files.usePicture(wanted.access.tenantId, wanted, work);
    } catch (error) {
      throw asProviderError(error, wanted.platform);
    }
  }

  /** Throws ProviderError when the file cannot be had. */
  async address(
    wanted: { access: AccountAccess; item: MediaItem; platform: MetaPlatform },
    as: 'jpeg' | 'as-is',
  ): Promise<string> {
    try {
      const { access, item } = wanted;
      return await this.files.publicAddress(access.tenantId, item, { as, seconds: addressLifeSeconds });
    } catch (error) {
      throw asProviderError(error, wanted.platform);
    }
  }
}

/** The failure with the item it is about in front, where there is more than one: `Picture 3: …`. */
export function ofItem(failure: ProviderFailure, media: MediaItem[], index: number): ProviderFailure {
  if (media.length < 2) return failure;
  const name = media[index]?.type === 'VIDEO' ? 'Video' : 'Picture';
  return { ...failure, message: `${name} ${index + 1}: ${failure.message}` };
}

/** Runs one item's step and names the item in what goes wrong. */
export async function naming<Result>(
  { media, index }: { media: MediaItem[]; index: number },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderError) throw new ProviderError(ofItem(error.failure, media, index));
    throw error;
  }
}

function asProviderError(error: unknown, platform: MetaPlatform): unknown {
  if (!(error instanceof MediaError)) return error;
  const mayWorkLater = error.again === 'later';
  return new ProviderError({
    meaning: mayWorkLater ? 'unavailable' : 'content',
    code: `${codePrefix(platform)}_${error.code}`,
    message: error.message,
    who: mayWorkLater ? 'wait' : 'author',
  });
}
