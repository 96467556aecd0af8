import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { claimExpired, deleteRemoved } from './media.queries.ts';
import { MediaStore } from './media.store.ts';
import { WorkFolder } from './work-folder.ts';

const filesARun = 200;

/** Removes files whose time has passed, and what processes that died have left. */
@Injectable()
export class MediaCleaningService {
  private readonly logger = new Logger('Media');

  constructor(
    private readonly database: Database,
    private readonly store: MediaStore,
    private readonly work: WorkFolder,
  ) {}

  /**
   * First the row is claimed, so that nobody is given the file any more; then the bytes go, then the row. A crash in between leaves
   * a row that is claimed again, never bytes that nobody knows of.
   */
  async clean(): Promise<number> {
    const expired = await claimExpired(this.database, filesARun);
    const failures: unknown[] = [];
    for (const { id, storageKey } of expired) {
      try {
        await this.store.remove(storageKey);
        await deleteRemoved(this.database, id);
      } catch (error) {
        failures.push(error); // One file that cannot be removed must not keep the others.
      }
    }
    const removed = expired.length - failures.length;
    const swept = await this.work.sweep();
    if (removed + swept > 0) this.logger.log({ message: 'Files removed', removed, swept });
    if (failures.length > 0) throw failures[0];
    return removed;
  }
}
