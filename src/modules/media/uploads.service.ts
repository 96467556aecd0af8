import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { AppError, notFound } from '../../kernel/app-error.ts';
import { MediaFilesService } from './media-files.service.ts';
import { probeFile } from './media.probe.ts';
import { findReady, markRemoving, type StoredMedia } from './media.queries.ts';
import { MediaShelf } from './media.shelf.ts';
import { asAppError } from './upload.errors.ts';
import { WorkFolder } from './work-folder.ts';

/** How long an address for a preview works. */
const previewSeconds = 3_600;
/** How long an upload stays that no post shows. */
const unusedSeconds = 7 * 86_400;

/** Files that tenants upload, before posts show them. */
@Injectable()
export class UploadsService {
  constructor(
    private readonly config: AppConfig,
    private readonly database: Database,
    private readonly shelf: MediaShelf,
    private readonly work: WorkFolder,
    private readonly files: MediaFilesService,
  ) {}

  /** Hands over the file that `receive` writes to the path and with the limit it is given; it is gone afterwards. */
  async received<Result>(
    receive: (path: string, maxBytes: number) => Promise<void>,
    use: (path: string) => Promise<Result>,
  ): Promise<Result> {
    return await this.work.place(async (path) => {
      await receive(path, this.config.media.maxBytes);
      return await use(path);
    });
  }

  /** Keeps a file that was received. Throws AppError. */
  async add(tenantId: string, path: string): Promise<StoredMedia> {
    try {
      const file = { path, facts: await probeFile(path), sourceUrl: null, originalId: null };
      return await this.shelf.add(tenantId, file, { seconds: unusedSeconds, until: null });
    } catch (error) {
      throw asAppError(error);
    }
  }

  /** Throws AppError when there is no such file, or it is another tenant's. */
  async require(tenantId: string, id: string): Promise<StoredMedia> {
    const found = await findReady(this.database, tenantId, id);
    if (!found) throw notFound('Media', id);
    return found;
  }

  /** A signed address of a file that was found. Throws AppError when the store does not answer. */
  async previewUrl(stored: StoredMedia): Promise<string> {
    return await this.files.addressOf(stored, previewSeconds).catch((error: unknown) => {
      throw asAppError(error);
    });
  }

  /** From here on nobody is given the file. Throws AppError as `require` does, and when a post that has not gone out shows it. */
  async remove(tenantId: string, id: string): Promise<StoredMedia> {
    const removed = await markRemoving(this.database, tenantId, id);
    if (removed) return removed;
    await this.require(tenantId, id);
    throw inUse();
  }
}

function inUse(): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'MEDIA_IN_USE',
    message: 'A post that has not gone out yet shows this file. Cancel or change that post first.',
  });
}
