import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { decodeCursor, pageOf, type Page } from '../../http/cursor-page.ts';
import { JobRunner } from '../../jobs/job-runner.ts';
import { isAnyEventWaiting, takeEvents } from '../../outbox/outbox.queries.ts';
import { redact } from '../../security/redact.ts';
import { ReconnectLinkService } from '../connections/reconnect-link.service.ts';
import { isMoot, nextTrySeconds, noticeFor } from './notice-cause.ts';
import { NoticeMail } from './notice-mail.service.ts';
import { needsLogin, noticeWords } from './notice-words.ts';
import {
  claimNotices,
  findContact,
  findFacts,
  findFailureMeanings,
  forgetOldNotices,
  insertNotice,
  listNotices,
  recordNotice,
  storeContact,
  type DueNotice,
  type Notice,
  type NoticeEnd,
} from './notices.queries.ts';

const eventsAtOnce = 200;
/** In one run; each is taken when its turn comes, so that a slow mail server holds none back from other workers. */
const mostMails = 50;
/** Longer than a mail server may take over one mail. */
const leaseSeconds = 300;
const keptDays = 90;

/** Writes to the people who must act, at most once a day for each connection and cause. */
@Injectable()
export class NoticesService {
  private readonly logger = new Logger('Notices');

  constructor(
    private readonly database: Database,
    private readonly links: ReconnectLinkService,
    private readonly mail: NoticeMail,
    private readonly config: AppConfig,
    private readonly runner: JobRunner,
  ) {}

  /** Turns what happened into notices, and returns how much did. Without a mail server nobody is told, later neither. */
  async make(): Promise<number> {
    if (!(await isAnyEventWaiting(this.database, 'notices'))) return 0;
    const { noticeDelaySeconds } = this.config;
    for (let all = 0; ;) {
      const taken = await this.database.transaction(async (tx) => {
        const events = await takeEvents(tx, 'notices', eventsAtOnce);
        if (!this.mail.isConfigured) return events.length;
        const failed = events.flatMap(({ type, postId }) =>
          type === 'post.failed' && postId ? [postId] : [],
        );
        const meanings = await findFailureMeanings(tx, failed);
        for (const event of events) {
          const { tenantId, connectionId, postId } = event;
          const wanted = noticeFor(event, (postId && meanings.get(postId)) ?? null);
          if (wanted && connectionId)
            await insertNotice(tx, { tenantId, connectionId, ...wanted }, noticeDelaySeconds);
        }
        return events.length;
      });
      all += taken;
      if (taken < eventsAtOnce) return all;
    }
  }

  /** Sends what is due; each mail says how things stand at that moment. Returns how many had their turn. */
  async send(): Promise<number> {
    if (!this.mail.isConfigured) return 0;
    let sent = 0;
    for (; sent < mostMails && !this.runner.isStopping; sent += 1) {
      const [notice] = await claimNotices(this.database, { limit: 1, leaseSeconds });
      if (!notice) break;
      const end = await this.sendOne(notice).catch((error: unknown) => brokeOff(notice, error));
      await recordNotice(this.database, notice, end);
      if (end.status === 'FAILED')
        this.logger.warn({
          message: 'A notice could not be sent',
          noticeId: notice.id,
          tenantId: notice.tenantId,
          error: end.error,
        });
    }
    return sent;
  }

  async list(
    tenantId: string,
    connectionId: string | undefined,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<Page<Notice>> {
    const after = decodeCursor(page.cursor);
    const rows = await listNotices(this.database, tenantId, connectionId, { limit: page.limit, after });
    return pageOf(rows, page.limit, {
      item: ({ cursorAt: _cursorAt, ...notice }): Notice => notice,
      position: ({ cursorAt, id }) => ({ createdAt: cursorAt, id }),
    });
  }

  async contact(tenantId: string): Promise<string | null> {
    return await findContact(this.database, tenantId);
  }

  async setContact(tenantId: string, email: string | null): Promise<void> {
    await storeContact(this.database, tenantId, email);
  }

  async forgetOld(): Promise<number> {
    return await forgetOldNotices(this.database, keptDays);
  }

  private async sendOne(notice: DueNotice): Promise<NoticeEnd> {
    const facts = await findFacts(this.database, notice);
    if (!facts || isMoot(notice.cause, facts)) return { status: 'MOOT' };
    const link = needsLogin(notice.cause)
      ? await this.links.create(notice.tenantId, notice.connectionId)
      : null;
    const result = await this.mail.send(notice.id, notice.recipient, noticeWords(notice.cause, facts, link));
    if (result.status === 'sent') return { status: 'SENT' };
    return result.status === 'refused'
      ? { status: 'FAILED', error: result.error }
      : tryLater(notice, result.error);
  }
}

/** One that cannot be made, such as for a platform whose app was taken out of the settings, keeps no other one waiting. */
function brokeOff(notice: DueNotice, error: unknown): NoticeEnd {
  return tryLater(notice, redact(error instanceof Error ? error.message : String(error)).slice(0, 500));
}

function tryLater({ attempts }: DueNotice, error: string): NoticeEnd {
  const seconds = nextTrySeconds(attempts);
  return seconds === null ? { status: 'FAILED', error } : { status: 'PENDING', error, seconds };
}
