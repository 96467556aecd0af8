import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Database, type Sql } from '../../database/database.ts';
import type { MediaItem, MediaType } from '../../kernel/post-content.ts';
import { mediaTypeOf } from './content-type.ts';
import { MediaFilesService } from './media-files.service.ts';
import { ambiguous, MediaError, notKept } from './media.errors.ts';
import { MediaFetch } from './media.fetch.ts';
import { probeFile } from './media.probe.ts';
import { extendKeep, type StoredMedia } from './media.queries.ts';
import { MediaShelf } from './media.shelf.ts';
import { asAppError } from './upload.errors.ts';

/** What became of one item. `item` names the copy that is kept, and says what is in it. */
export type KeptMedia = { item: MediaItem } | { problem: { code: string; message: string } };

/** An address that is made only to be compared. */
const shownSeconds = 60;

interface Wanted {
  tenantId: string;
  keepUntil: Date;
  type: MediaType;
}

/** Keeps the files of a post from the moment it is written, so that what was checked is what goes out. */
@Injectable()
export class MediaKeepingService {
  constructor(
    private readonly database: Database,
    private readonly shelf: MediaShelf,
    private readonly fetching: MediaFetch,
    private readonly files: MediaFilesService,
  ) {}

  /**
   * Makes sure that the files are here and stay at least until `keepUntil`: uploads of the tenant are looked up, addresses are
   * fetched (each once a call) and become uploads. One answer an item, in their order; a file that cannot be used is a problem
   * and no error. Throws AppError only for what the author cannot mend (the store does not answer).
   */
  async keep(tenantId: string, items: MediaItem[], keepUntil: Date): Promise<KeptMedia[]> {
    const here = await this.#uploads(tenantId, items, keepUntil);
    const fetched = new Map<string, Promise<StoredMedia>>();
    const kept: KeptMedia[] = [];
    for (const item of items) {
      kept.push(
        await this.#keepOne(item, here, (url) =>
          this.#once(fetched, url, { tenantId, keepUntil, type: item.type }),
        ),
      );
    }
    return kept;
  }

  /** Lets files that are here stay for longer; ids of others are passed over. For use inside a transaction. */
  async extend(tx: Sql, tenantId: string, uploads: { id: unknown; until: Date }[]): Promise<void> {
    const wanted = uploads.flatMap(({ id, until }) => (isUUID(id) ? [{ id: id as string, until }] : []));
    if (wanted.length > 0) await extendKeep(tx, tenantId, wanted);
  }

  async #keepOne(
    item: MediaItem,
    here: Map<string, StoredMedia>,
    fetchOnce: (url: string) => Promise<StoredMedia>,
  ): Promise<KeptMedia> {
    try {
      const upload = here.get(item.uploadId?.toLowerCase() ?? '');
      if (!upload && item.url === undefined) throw notKept();
      if (upload && item.url !== undefined) await this.#requireSameFile(upload, item.url);
      const { id, facts } = upload ?? (await fetchOnce(item.url ?? ''));
      requireType(item.type, facts.mimeType);
      return { item: { ...item, uploadId: id, file: facts } };
    } catch (error) {
      if (!(error instanceof MediaError) || error.code === 'MEDIA_STORE_UNAVAILABLE') throw asAppError(error);
      return { problem: { code: error.code, message: error.message } };
    }
  }

  /** Whoever changes an address and sends the old `uploadId` along means another file than the one that would go out. */
  async #requireSameFile(upload: StoredMedia, url: string): Promise<void> {
    if (url === upload.sourceUrl) return;
    const shownAt = await this.files.addressOf(upload, shownSeconds);
    if (withoutSignature(url) !== withoutSignature(shownAt)) throw ambiguous(upload.sourceUrl, url);
  }

  async #uploads(tenantId: string, items: MediaItem[], keepUntil: Date): Promise<Map<string, StoredMedia>> {
    const ids = items.flatMap(({ uploadId }) => (isUUID(uploadId) ? [uploadId as string] : []));
    if (ids.length === 0) return new Map();
    const wanted = ids.map((id) => ({ id, until: keepUntil }));
    const rows = await extendKeep(this.database, tenantId, wanted);
    return new Map(rows.map((row) => [row.id, row]));
  }

  #once(fetched: Map<string, Promise<StoredMedia>>, url: string, wanted: Wanted): Promise<StoredMedia> {
    const key = `${wanted.type} ${url}`;
    const fetching = fetched.get(key) ?? this.#fetch(url, wanted);
    fetched.set(key, fetching);
    return fetching;
  }

  async #fetch(url: string, wanted: Wanted): Promise<StoredMedia> {
    return await this.fetching.fetch(url, async (path) => {
      const facts = await probeFile(path);
      requireType(wanted.type, facts.mimeType);
      const file = { path, facts, sourceUrl: url, originalId: null };
      return await this.shelf.add(wanted.tenantId, file, { seconds: 0, until: wanted.keepUntil });
    });
  }
}

/** Each reading of an upload signs its address anew. */
function withoutSignature(address: string): string {
  return address.replace(/[?#].*$/, '');
}

function requireType(declared: MediaType, mimeType: string): void {
  if (mediaTypeOf(mimeType) === declared) return;
  const said = declared === 'IMAGE' ? 'a picture' : 'a video';
  throw new MediaError(
    'MEDIA_TYPE_WRONG',
    `It is declared as ${said} (${declared}), but the file is ${mimeType}.`,
    'never',
  );
}
