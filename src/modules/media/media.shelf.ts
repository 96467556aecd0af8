import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../../database/database.ts';
import type { MediaFacts } from '../../kernel/post-content.ts';
import { MediaError } from './media.errors.ts';
import { insertReceiving, recordReady, type Keep, type StoredMedia } from './media.queries.ts';
import { MediaStore } from './media.store.ts';

export interface FileToKeep {
  /** On this machine; gone afterwards. */
  path: string;
  facts: MediaFacts;
  sourceUrl: string | null;
  originalId: string | null;
}

/** Puts files into the store and into the table, in the order that survives a crash. */
@Injectable()
export class MediaShelf {
  constructor(
    private readonly database: Database,
    private readonly store: MediaStore,
  ) {}

  /** Throws MediaError when the store cannot take it. */
  async add(tenantId: string, file: FileToKeep, keep: Keep): Promise<StoredMedia> {
    const id = uuidv7();
    const { path, facts, sourceUrl, originalId } = file;
    await insertReceiving(this.database, { id, tenantId, sourceUrl, originalId, facts });
    await this.store.put(id, path, facts.mimeType);
    const stored = await recordReady(this.database, id, keep);
    if (stored) return stored;
    throw new MediaError('MEDIA_STORE_UNAVAILABLE', 'The store of files took too long.', 'later');
  }
}
