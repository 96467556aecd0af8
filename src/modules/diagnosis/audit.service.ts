import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import type { Caller } from '../../http/caller.ts';
import { decodeCursor, pageOf, type Page } from '../../http/cursor-page.ts';
import { insertAuditEvents, listAuditEvents, type AuditEvent, type AuditFilter } from './audit.queries.ts';
import type { AuditNote } from './audited-calls.ts';

/** Who changed what by hand: through psql (the database writes that itself) and over the API. */
@Injectable()
export class AuditService {
  private readonly logger = new Logger('Audit');

  constructor(private readonly database: Database) {}

  async list(
    tenantId: string,
    filter: AuditFilter,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<Page<AuditEvent>> {
    const after = decodeCursor(page.cursor);
    const rows = await listAuditEvents(this.database, tenantId, filter, { limit: page.limit, after });
    return pageOf(rows, page.limit, {
      item: ({ cursorAt: _cursorAt, ...event }): AuditEvent => event,
      position: ({ cursorAt, id }) => ({ createdAt: cursorAt, id }),
    });
  }

  /** What was done is done: notes that cannot be written are told to the log and not to the caller. */
  async note({ tenantId, subject }: Caller, notes: AuditNote[]): Promise<void> {
    if (notes.length === 0) return;
    try {
      const events = notes.map((note) => ({ ...note, actor: subject }));
      await insertAuditEvents(this.database, tenantId, events);
    } catch (error) {
      this.logger.error({
        message: 'A change was not noted in the audit',
        tenantId,
        actor: subject,
        notes,
        error: String(error),
      });
    }
  }
}
