import { openAsBlob } from 'node:fs';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AppConfig } from '../../config/app-config.ts';
import type { MediaItem } from '../../kernel/post-content.ts';
import { SafeHttp, SafeHttpError } from '../../security/safe-http.ts';

/** A file of a post, on this machine for as long as it is used; nobody holds it in memory whole. */
export interface MediaFile {
  /** By content, not by name; for example `image/jpeg`. */
  mimeType: string;
  bytes: number;
  /** Bytes `start` to before `end`. */
  read(start: number, end: number): Promise<Buffer>;
  /** The whole file, read from disk while it is sent. */
  blob(): Promise<Blob>;
}

/** Why a file cannot be had, in words for the author of the post. */
export class MediaError extends Error {
  readonly code: string;
  /** `later`: the same file may be had later; `never`: only another file helps. */
  readonly again: 'later' | 'never';

  constructor(code: string, message: string, again: 'later' | 'never') {
    super(message);
    this.name = 'MediaError';
    this.code = code;
    this.again = again;
  }
}

export type KeptMedia = { item: MediaItem } | { problem: { code: string; message: string } };

const largestFileBytes = 1_073_741_824;

/** The files that posts show, for those who send them. */
@Injectable()
export class MediaFilesService {
  constructor(
    private readonly config: AppConfig,
    private readonly http: SafeHttp,
  ) {}

  /**
   * Lends the file of an item for as long as `work` takes: the copy this service keeps, or, for an item that only has an address,
   * what lies there now. Throws MediaError when it cannot be had.
   */
  async use<Result>(
    _tenantId: string,
    item: MediaItem,
    work: (file: MediaFile) => Promise<Result>,
  ): Promise<Result> {
    const folder = join(this.config.database.dataDir, 'media');
    const path = join(folder, uuidv7());
    await mkdir(folder, { recursive: true });
    try {
      const { bytes, contentType } = await this.http.download(item.url ?? '', { maxBytes: largestFileBytes });
      await writeFile(path, bytes);
      return await work(fileAt(path, { bytes: bytes.length, mimeType: contentType ?? '' }));
    } catch (error) {
      if (!(error instanceof SafeHttpError)) throw error;
      throw new MediaError(
        'MEDIA_NOT_FETCHED',
        error.message,
        error.reason === 'unreachable' ? 'later' : 'never',
      );
    } finally {
      await rm(path, { force: true });
    }
  }

  async keep(_tenantId: string, items: MediaItem[], _until: Date): Promise<KeptMedia[]> {
    return items.map((item) => ({ item }));
  }

  /**
   * Where a platform can fetch the file without any other key, for the next `seconds`: the copy this service keeps (as JPEG, where
   * asked for and it is another kind of picture), or the author's own address where there is none. Throws MediaError.
   */
  async publicAddress(
    _tenantId: string,
    item: MediaItem,
    _wish: { as: 'jpeg' | 'as-is'; seconds: number },
  ): Promise<string> {
    return item.url ?? '';
  }
}

function fileAt(path: string, facts: { bytes: number; mimeType: string }): MediaFile {
  return {
    ...facts,
    read: async (start, end) => {
      const handle = await open(path);
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    blob: () => openAsBlob(path, { type: facts.mimeType }),
  };
}
