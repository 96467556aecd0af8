import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { notFound } from '../../kernel/app-error.ts';
import type { MediaLink } from './media-link.ts';
import { MediaLinks } from './media.links.ts';
import { findSigned } from './media.queries.ts';
import { MediaStore } from './media.store.ts';
import { asAppError } from './upload.errors.ts';

export interface DeliveredFile {
  mimeType: string;
  bytes: number;
  /** How long the address has left. */
  seconds: number;
  /** The bytes from `start` to `end`, both included. Throws AppError. */
  read(range: { start: number; end: number }): Promise<Readable>;
}

/** Hands out files to whoever has a signed address: the platforms. */
@Injectable()
export class MediaDeliveryService {
  constructor(
    private readonly database: Database,
    private readonly links: MediaLinks,
    private readonly store: MediaStore,
  ) {}

  /** Throws AppError when the address was not signed here, its time has passed, or the file is gone. */
  async require(link: MediaLink, signature: string): Promise<DeliveredFile> {
    const seconds = this.links.requireOpen(link, signature);
    const found = await findSigned(this.database, link.id);
    if (!found) throw notFound('Media', link.id);
    const { storageKey, facts } = found;
    return {
      mimeType: facts.mimeType,
      bytes: facts.bytes,
      seconds,
      read: (range) =>
        this.store.read(storageKey, range).catch((error: unknown) => {
          throw asAppError(error);
        }),
    };
  }
}
