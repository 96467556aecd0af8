import { openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import type { MediaItem } from '../../kernel/post-content.ts';
import { extensionOf } from './content-type.ts';
import { convertToJpeg, largestJpegBytes } from './jpeg.conversion.ts';
import { MediaError, notKept } from './media.errors.ts';
import { MediaFetch } from './media.fetch.ts';
import { MediaLinks } from './media.links.ts';
import { typeOfFile } from './media.probe.ts';
import { findCopy, findKept, type StoredMedia } from './media.queries.ts';
import { MediaShelf } from './media.shelf.ts';
import { MediaStore } from './media.store.ts';
import { WorkFolder } from './work-folder.ts';

export { MediaError };

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

/** The files that posts show, for those who send them. */
@Injectable()
export class MediaFilesService {
  /** Copies that are being made, so that two posts of one picture in this process make one. */
  readonly #making = new Map<string, Promise<StoredMedia>>();

  constructor(
    private readonly database: Database,
    private readonly store: MediaStore,
    private readonly shelf: MediaShelf,
    private readonly fetching: MediaFetch,
    private readonly links: MediaLinks,
    private readonly work: WorkFolder,
  ) {}

  /**
   * Lends the file of an item for as long as `work` takes: the copy this service keeps, or, for an item that only has an address,
   * what lies there now. Throws MediaError when it cannot be had.
   */
  async use<Result>(
    tenantId: string,
    item: MediaItem,
    work: (file: MediaFile) => Promise<Result>,
  ): Promise<Result> {
    return await this.#lend(tenantId, item, async (path, facts) => work(fileAt(path, facts)));
  }

  /** As `use`; what is larger than `largestBytes` is a picture, and becomes a smaller JPEG. Throws MediaError. */
  async usePicture<Result>(
    tenantId: string,
    { item, largestBytes }: { item: MediaItem; largestBytes: number },
    work: (file: MediaFile) => Promise<Result>,
  ): Promise<Result> {
    return await this.#lend(tenantId, item, async (path, facts) => {
      if (facts.bytes <= largestBytes) return await work(fileAt(path, facts));
      return await this.work.place(async (smaller) =>
        work(fileAt(smaller, await convertToJpeg(path, smaller, largestBytes))),
      );
    });
  }

  /**
   * Where a platform can fetch the file without any other key, for the next `seconds`: the copy this service keeps (as JPEG, where
   * asked for and it is another kind of picture), or the author's own address where there is none. Throws MediaError.
   */
  async publicAddress(
    tenantId: string,
    item: MediaItem,
    wish: { as: 'jpeg' | 'as-is'; seconds: number },
  ): Promise<string> {
    if (item.uploadId === undefined) return requireAddress(item);
    const kept = await this.#requireKept(tenantId, item.uploadId);
    const wanted = wish.as === 'jpeg' && needsConversion(kept) ? await this.#asJpeg(tenantId, kept) : kept;
    return await this.addressOf(wanted, wish.seconds);
  }

  /** Where anybody can fetch a kept file, as it is, for the next `seconds`. Throws MediaError. */
  async addressOf({ id, storageKey, facts: { mimeType } }: StoredMedia, seconds: number): Promise<string> {
    const served = { mimeType, name: `file.${extensionOf(mimeType)}`, seconds };
    const atStore = await this.store.publicAddress(storageKey, served);
    return atStore ?? this.links.addressOf(id, served.name, seconds);
  }

  async #lend<Result>(
    tenantId: string,
    item: MediaItem,
    work: (path: string, facts: Pick<MediaFile, 'mimeType' | 'bytes'>) => Promise<Result>,
  ): Promise<Result> {
    if (item.uploadId === undefined) {
      return await this.fetching.fetch(requireAddress(item), async (path) =>
        work(path, await typeOfFile(path)),
      );
    }
    const { storageKey, facts } = await this.#requireKept(tenantId, item.uploadId);
    return await this.store.lend(storageKey, (path) => work(path, facts));
  }

  async #requireKept(tenantId: string, id: string): Promise<StoredMedia> {
    const kept = await findKept(this.database, tenantId, id);
    if (!kept) throw notKept();
    return kept;
  }

  async #asJpeg(tenantId: string, original: StoredMedia): Promise<StoredMedia> {
    const earlier = await findCopy(this.database, tenantId, original.id);
    if (earlier) return earlier;
    const making = this.#making.get(original.id) ?? this.#makeJpeg(tenantId, original);
    this.#making.set(original.id, making);
    try {
      return await making;
    } finally {
      this.#making.delete(original.id);
    }
  }

  async #makeJpeg(tenantId: string, original: StoredMedia): Promise<StoredMedia> {
    return await this.store.lend(original.storageKey, (source) =>
      this.work.place(async (path) => {
        const facts = await convertToJpeg(source, path, largestJpegBytes);
        const copy = { path, facts, sourceUrl: null, originalId: original.id };
        return await this.shelf.add(tenantId, copy, { seconds: 0, until: original.keepUntil });
      }),
    );
  }
}

function requireAddress(item: MediaItem): string {
  if (item.url !== undefined) return item.url;
  throw new MediaError(
    'MEDIA_NOT_FOUND',
    'This picture or video names neither a file nor an address.',
    'never',
  );
}

/** A JPEG goes out as it is, unless it is larger than the platforms that ask for JPEG take. */
function needsConversion({ facts }: StoredMedia): boolean {
  if (!facts.mimeType.startsWith('image/')) return false;
  return facts.mimeType !== 'image/jpeg' || facts.bytes > largestJpegBytes;
}

function fileAt(path: string, { mimeType, bytes }: { mimeType: string; bytes: number }): MediaFile {
  return {
    mimeType,
    bytes,
    read: async (start, end) => {
      const handle = await open(path);
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    blob: () => openAsBlob(path, { type: mimeType }),
  };
}
