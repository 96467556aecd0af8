import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { SocialAuditEvent } from './entities/social-audit-event.entity.ts';
import { SocialBudget } from './entities/social-budget.entity.ts';
import { SocialConnection } from './entities/social-connection.entity.ts';
import { SocialConsoleCode } from './entities/social-console-code.entity.ts';
import { SocialDataDeletion } from './entities/social-data-deletion.entity.ts';
import { SocialDatabaseIdentity } from './entities/social-database-identity.entity.ts';
import { SocialEngagementSnapshot } from './entities/social-engagement-snapshot.entity.ts';
import { SocialIdempotencyKey } from './entities/social-idempotency-key.entity.ts';
import { SocialMedia } from './entities/social-media.entity.ts';
import { SocialNoticeSettings } from './entities/social-notice-settings.entity.ts';
import { SocialNotice } from './entities/social-notice.entity.ts';
import { SocialOAuthSession } from './entities/social-oauth-session.entity.ts';
import { SocialOutboxEvent } from './entities/social-outbox-event.entity.ts';
import { SocialPost } from './entities/social-post.entity.ts';
import { SocialPublishAttempt } from './entities/social-publish-attempt.entity.ts';
import { SocialQuota } from './entities/social-quota.entity.ts';
import { SocialRateLimit } from './entities/social-rate-limit.entity.ts';
import { SocialTenantPause } from './entities/social-tenant-pause.entity.ts';
import { SocialWebhookDelivery } from './entities/social-webhook-delivery.entity.ts';
import { SocialWebhookEndpoint } from './entities/social-webhook-endpoint.entity.ts';
import { ConnectionsAndPosts1763800000001 } from './migrations/0001-connections-and-posts.ts';
import { LoginBehindAPage1763900000002 } from './migrations/0002-login-behind-a-page.ts';
import { DatabaseIdentity1764000000003 } from './migrations/0003-database-identity.ts';
import { PublishPath1764100000004 } from './migrations/0004-publish-path.ts';
import { MediaAndFollowUps1764200000005 } from './migrations/0005-media-and-follow-ups.ts';
import { MediaStates1764300000006 } from './migrations/0006-media-states.ts';
import { QuotasAndBudgets1764400000007 } from './migrations/0007-quotas-and-budgets.ts';
import { DataDeletions1764500000008 } from './migrations/0008-data-deletions.ts';
import { EventsAndWebhooks1764600000009 } from './migrations/0009-events-and-webhooks.ts';
import { OperatorsKit1764700000010 } from './migrations/0010-operators-kit.ts';
import { IdempotencyAndLists1764800000011 } from './migrations/0011-idempotency-and-lists.ts';
import { Notices1764900000012 } from './migrations/0012-notices.ts';
import { LateAndAudited1765000000013 } from './migrations/0013-late-and-audited.ts';
import { Pages1765100000014 } from './migrations/0014-pages.ts';
import { Turns1765200000015 } from './migrations/0015-turns.ts';
import { AuditedSettings1765300000016 } from './migrations/0016-audited-settings.ts';
import { CancelledAndLive1765400000017 } from './migrations/0017-cancelled-and-live.ts';
import { WaitingByConnection1765500000018 } from './migrations/0018-waiting-by-connection.ts';
import { OnePostInWords1765600000019 } from './migrations/0019-one-post-in-words.ts';
import { PutOff1765700000020 } from './migrations/0020-put-off.ts';
import { CancelledAndUnsure1765800000021 } from './migrations/0021-cancelled-and-unsure.ts';
import { UnreadableSince1765900000022 } from './migrations/0022-unreadable-since.ts';
import { ConnectionsByAccount1766000000023 } from './migrations/0023-connections-by-account.ts';
import { CancelledAfterTheMark1766100000024 } from './migrations/0024-cancelled-after-the-mark.ts';
import { BrowserOfALogin1766200000025 } from './migrations/0025-browser-of-a-login.ts';
import { WhoWroteAPost1766300000026 } from './migrations/0026-who-wrote-a-post.ts';
import { OrderOfEvents1766400000027 } from './migrations/0027-order-of-events.ts';
import { OneRowOfTheAccount1766500000028 } from './migrations/0028-one-row-of-the-account.ts';
import { CancelledWhileMarked1766600000029 } from './migrations/0029-cancelled-while-marked.ts';
import { SpreadByKey1766700000030 } from './migrations/0030-spread-by-key.ts';
import { NothingFollowsADeletedPost1766800000031 } from './migrations/0031-nothing-follows-a-deleted-post.ts';

export const entities = [
  SocialAuditEvent,
  SocialBudget,
  SocialConnection,
  SocialConsoleCode,
  SocialDataDeletion,
  SocialDatabaseIdentity,
  SocialEngagementSnapshot,
  SocialIdempotencyKey,
  SocialMedia,
  SocialNotice,
  SocialNoticeSettings,
  SocialOAuthSession,
  SocialOutboxEvent,
  SocialPost,
  SocialPublishAttempt,
  SocialQuota,
  SocialRateLimit,
  SocialTenantPause,
  SocialWebhookDelivery,
  SocialWebhookEndpoint,
];

const migrations = [
  ConnectionsAndPosts1763800000001,
  LoginBehindAPage1763900000002,
  DatabaseIdentity1764000000003,
  PublishPath1764100000004,
  MediaAndFollowUps1764200000005,
  MediaStates1764300000006,
  QuotasAndBudgets1764400000007,
  DataDeletions1764500000008,
  EventsAndWebhooks1764600000009,
  OperatorsKit1764700000010,
  IdempotencyAndLists1764800000011,
  Notices1764900000012,
  LateAndAudited1765000000013,
  Pages1765100000014,
  Turns1765200000015,
  AuditedSettings1765300000016,
  CancelledAndLive1765400000017,
  WaitingByConnection1765500000018,
  OnePostInWords1765600000019,
  PutOff1765700000020,
  CancelledAndUnsure1765800000021,
  UnreadableSince1765900000022,
  ConnectionsByAccount1766000000023,
  CancelledAfterTheMark1766100000024,
  BrowserOfALogin1766200000025,
  WhoWroteAPost1766300000026,
  OrderOfEvents1766400000027,
  OneRowOfTheAccount1766500000028,
  CancelledWhileMarked1766600000029,
  SpreadByKey1766700000030,
  NothingFollowsADeletedPost1766800000031,
];

/** Prefix of application_name; the audit trigger tells the service's own writes from an operator's by it. */
export const applicationName = 'social-integration';

export interface DataSourceSettings {
  url: string;
  /** Shown in pg_stat_activity after the prefix, for example `worker`. */
  role: string;
  /** Most connections this process opens. */
  poolSize: number;
  /** Longest wait for the answer to one statement; unset: for ever, as migrations need. */
  statementTimeoutMs?: number;
}

/**
 * A queue's statistics are always those of another hour: a rush of thousands is planned as a trickle, fetched by a bitmap and sorted
 * for the first hundred. Along the index in its order it costs what it needs. Compiling a statement costs more than running one of ours.
 */
const plainPlans = '-c enable_bitmapscan=off -c jit=off';

/** A data source that is not open yet. It never changes the schema by itself. */
export function createDataSource({
  url,
  role,
  poolSize,
  statementTimeoutMs,
}: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'SocialMigration',
    migrationsTransactionMode: 'each',
    applicationName: `${applicationName}-${role}`,
    poolSize,
    extra: {
      idle_in_transaction_session_timeout: 10_000,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      ...(statementTimeoutMs !== undefined && boundedBy(statementTimeoutMs)),
      options: plainPlans,
      onConnect: outliveItsLoss,
    },
  });
}

/**
 * A line that swallows answers must not hang a job for ever. The server ends a slow statement a little earlier, with a clear no; what
 * is still silent then may have been committed, and is treated like a lost connection.
 */
function boundedBy(statementTimeoutMs: number): { statement_timeout: number; query_timeout: number } {
  return { statement_timeout: Math.ceil(statementTimeoutMs * 0.9), query_timeout: statementTimeoutMs };
}

/**
 * The pool listens to a client only while it lies idle. One whose session ends between that and its first query would end the
 * process with an unhandled error; so each has a listener for life, and the loss shows at its next query.
 */
function outliveItsLoss(client: Client): void {
  client.on('error', () => undefined);
}

// Any number of replicas may start at once; one of them migrates while the others wait here.
const migrationLock = 7_310_041;

/** Brings the schema up to date. Safe to call from many processes at once. */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const done = await dataSource.runMigrations();
    return done.map(({ name }) => name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
    await runner.release();
  }
}
