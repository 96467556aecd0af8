import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import type { Caller } from '../../http/caller.ts';
import { decodeCursor, pageOf, type Page } from '../../http/cursor-page.ts';
import {
  insertAuditEvent,
  listAuditEvents,
  type AuditEvent,
  type AuditFilter,
  type NewAuditEvent,
} from './audit.queries.ts';

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

  /** What was done is done: a note that cannot be written is told to the log and not to the caller. */
  async note({ tenantId, subject }: Caller, event: Omit<NewAuditEvent, 'actor'>): Promise<void> {
    try {
      await insertAuditEvent(this.database, tenantId, { ...event, actor: subject });
    } catch (error) {
      this.logger.error({
        message: 'A change was not noted in the audit',
        tenantId,
        ...event,
        error: String(error),
      });
    }
  }
}
