import type { Sql } from '../../database/database.ts';
import type { AttemptOutcome } from '../../database/entities/social-publish-attempt.entity.ts';
import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import { storableJson } from '../../database/storable-json.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import { editedTooLate } from './edited-too-late.ts';
import { lastStart } from './lateness.queries.ts';

/** How one attempt ended and what its post becomes; many of these are written in one transaction. */
export interface AttemptEnd {
  attemptId: string;
  /** Who says so. Only a live post is believed from a worker that no longer owns the attempt. */
  workerId: string;
  postId: string;
  connectionId: string;
  /** For the log. */
  tenantId: string;
  outcome: AttemptOutcome;
  /** PUBLISHED is always true; the others are written only while the row is still PUBLISHING. */
  postStatus: Extract<PostStatus, 'PUBLISHED' | 'SCHEDULED' | 'FAILED'>;
  platformPostId?: string | null;
  permalink?: string | null;
  /** What is live, where a look found other words than those the attempt was to send. */
  live?: PostContent;
  /** By the platform's clock, where reading back told; otherwise the moment of recording. */
  publishedAt?: Date;
  failure?: ProviderFailure;
  /**
   * Before the next start; null at once. Our own waits count from the database's clock, the platform's name a moment. A limit that ends
   * after the post may still go out (`latenessHours`) puts it off to the end of that time, when it is told.
   */
  wait?: { ms: number } | { until: Date; latenessHours?: number } | null;
  /** Adds to retry_count: 1 for a try that failed, 0 for a wait that is nobody's fault. */
  retries?: 0 | 1;
  /** What the invisible steps made was refused; the next try makes it anew. */
  discardResume?: true;
}

const endColumns = `"attemptId" uuid, "workerId" text, "postId" uuid, outcome text, "postStatus" text, "platformPostId" text,
  permalink text, live jsonb, meaning text, code text, message text, "httpStatus" integer, "platformCode" text,
  "platformRequestId" text, detail text, "waitMs" float8, "waitUntil" timestamptz, "latenessHours" integer, retries integer, discard boolean, "publishedAt" timestamptz`;

/**
 * Open and still the writer's own; or live, whoever says it and whatever was believed before: late truth wins. A worker that
 * lost its attempt to another must not close it as unsent while the other one sends, and what was marked is not unsent for sure.
 */
const mayClose = `(a.outcome IS NULL AND a.worker_id = e."workerId" AND (e.outcome <> 'never_sent' OR a.send_started_at IS NULL)
  OR e.outcome = 'published' AND (a.outcome IS NULL OR a.outcome IN ('never_sent', 'not_found', 'undecided')
    OR a.outcome = 'adopted' AND e."platformPostId" IS NOT NULL AND a.platform_post_id IS DISTINCT FROM e."platformPostId"))`;

/**
 * A live row that says no id yet (what was found on the account had none) takes the one its sender names, and so does one whose post
 * was deleted on the platform: this copy is what is live.
 */
const namesTheId = `e."platformPostId" IS NOT NULL AND (p.platform_post_id IS NULL
  OR p.deleted_on_platform_at IS NOT NULL AND p.platform_post_id <> e."platformPostId")`;

/**
 * The connection's row says so already, to the second; only one that keeps a distance between posts needs to know more exactly. While
 * somebody holds an old snapshot, each version of the row is one more that each claim passes through.
 */
const isJustNoted = `(last_post_at BETWEEN social_now() - interval '1 second' AND social_now()
         AND error_code IS NULL AND min_spacing_seconds = 0 AND rate_spacing_until IS NULL) IS TRUE`;

/** Nothing that an author says of the post itself: what follows it is a post of its own, and the service names what it follows. */
const besides = `'{thread,firstComment,replyTo}'::text[]`;

/** What readers see of a post itself. A file that was looked at again is the same file. */
const visible = (content: string, media: string, options: string) => `(${content}, (${options}) - ${besides},
  jsonb_path_query_array(${media}, '$[*].url'), jsonb_path_query_array(${media}, '$[*] ? (!exists (@.url)).uploadId'),
  jsonb_path_query_array(${media}, '$[*].altText'))`;

/**
 * Somebody edited the row after its words had left: an operator on its way, anybody after a send that nobody knew the end of. A row that
 * nobody wrote since its claim, as nearly all of them, has the time of the claim and is not compared.
 */
const wasEdited = `(e."postStatus" = 'PUBLISHED' AND (e.live IS NOT NULL OR p.updated_at <> e.claimed_at) AND e.sent ?& ARRAY['content', 'media', 'options']
  AND (p.content, p.media, p.options) <> (e.sent->>'content', e.sent->'media', e.sent->'options')
  AND ${visible('p.content', 'p.media', 'p.options')} <> ${visible(`e.sent->>'content'`, `e.sent->'media'`, `e.sent->'options'`)})`;

/** What follows has not left yet, and stays as it was edited. */
const liveOptions = `(e.sent->'options') - ${besides} || jsonb_strip_nulls(jsonb_build_object(
  'thread', p.options->'thread', 'firstComment', p.options->'firstComment', 'replyTo', p.options->'replyTo'))`;

export interface Recorded {
  /** Attempts that were written. */
  closed: Set<string>;
  /** Attempts whose end their post has taken. */
  settled: Set<string>;
}

/**
 * Closes the attempts and writes what became of their posts, in one statement. A live post is PUBLISHED whatever the row said
 * meanwhile, but a cancelled row stays cancelled and says that the post is live; a row that an operator changed keeps the
 * operator's word, and a row that has a live id keeps that. A live row has the words that are live, whatever was written into it since.
 * A post that went out shows that its connection works.
 *
 * Of two ends of one post a statement would take either. They are written one after the other, as if they had come so.
 */
export async function recordEnds(
  sql: Sql,
  ends: AttemptEnd[],
  engagementFirstSeconds: number,
): Promise<Recorded> {
  const posts = new Map(ends.map((end) => [end.postId, end]));
  if (posts.size === ends.length) return await recordOnePerPost(sql, ends, engagementFirstSeconds);
  const last = new Set(posts.values());
  const before = await recordEnds(
    sql,
    ends.filter((end) => !last.has(end)),
    engagementFirstSeconds,
  );
  const after = await recordOnePerPost(sql, [...last], engagementFirstSeconds);
  return {
    closed: new Set([...before.closed, ...after.closed]),
    settled: new Set([...before.settled, ...after.settled]),
  };
}

/**
 * The list of ids (`ANY`) leads along the key. A join alone is planned as a walk through the whole table while that is small, and
 * such a plan outlives the time when it was.
 */
async function recordOnePerPost(
  sql: Sql,
  ends: AttemptEnd[],
  engagementFirstSeconds: number,
): Promise<Recorded> {
  const [row] = await sql.rows<{ closed: string[]; settled: string[] }>(
    `WITH e AS MATERIALIZED (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS e (${endColumns})
     ), closed AS (
       UPDATE "SocialPublishAttempt" a
       SET outcome = e.outcome, closed_at = social_now(), lease_until = social_now(), resume_at = NULL,
           platform_post_id = e."platformPostId", permalink = e.permalink,
           failure_meaning = COALESCE(e.meaning, a.failure_meaning), error_code = COALESCE(e.code, a.error_code),
           error_message = COALESCE(e.message, a.error_message), http_status = COALESCE(e."httpStatus", a.http_status),
           platform_code = COALESCE(e."platformCode", a.platform_code),
           platform_request_id = COALESCE(e."platformRequestId", a.platform_request_id),
           detail = COALESCE(e.detail, a.detail), payload = COALESCE(e.live, a.payload),
           resume_state = CASE WHEN e.discard THEN '{}' ELSE a.resume_state END
       FROM e
       WHERE a.id = ANY (ARRAY(SELECT "attemptId" FROM e)) AND a.id = e."attemptId" AND ${mayClose}
       RETURNING a.id, a.connection_id, a.payload AS sent, a.created_at AS claimed_at, e.*
     ), settled AS (
       UPDATE "SocialPost" p
       SET status = CASE WHEN p.status = 'CANCELLED' THEN p.status ELSE e."postStatus" END,
           published_at = CASE WHEN e."postStatus" = 'PUBLISHED'
             THEN COALESCE(e."publishedAt", CASE WHEN e.outcome = 'adopted' OR p.status = 'PUBLISHED' THEN p.published_at END, social_now())
             ELSE p.published_at END,
           engagement_due_at = CASE WHEN e."postStatus" = 'PUBLISHED' AND e."platformPostId" IS NOT NULL
             THEN social_now() + make_interval(secs => $2) ELSE p.engagement_due_at END,
           deleted_on_platform_at = CASE WHEN e."platformPostId" <> p.platform_post_id THEN NULL ELSE p.deleted_on_platform_at END,
           platform_post_id = COALESCE(e."platformPostId", p.platform_post_id),
           permalink = COALESCE(e.permalink, p.permalink),
           content = CASE WHEN ${wasEdited} THEN e.sent->>'content' ELSE p.content END,
           media = CASE WHEN ${wasEdited} THEN e.sent->'media' ELSE p.media END,
           options = CASE WHEN ${wasEdited} THEN ${liveOptions} ELSE p.options END,
           error_code = CASE WHEN p.status = 'CANCELLED' THEN 'LIVE_AFTER_CANCEL'
             WHEN e.code IS NULL AND ${wasEdited} THEN '${editedTooLate.code}' ELSE e.code END,
           error_message = CASE WHEN p.status = 'CANCELLED'
             THEN 'The post was already on its way when it was cancelled, and it is live. Delete it on the platform if it must go.'
             WHEN e.code IS NULL AND ${wasEdited} THEN '${editedTooLate.message}' ELSE e.message END,
           not_before = CASE WHEN e."postStatus" = 'SCHEDULED'
             THEN COALESCE(LEAST(e."waitUntil", ${lastStart('e."latenessHours"')}), social_now() + make_interval(secs => e."waitMs" / 1000)) ELSE NULL END,
           retry_count = p.retry_count + COALESCE(e.retries, 0)
       FROM closed e
       WHERE p.id = e."postId"
         AND (p.status = 'PUBLISHING' OR (e."postStatus" = 'PUBLISHED' AND (${namesTheId} OR p.status <> 'PUBLISHED'
           AND (p.status <> 'CANCELLED' OR p.error_code NOT IN ('LIVE_AFTER_CANCEL', 'DUPLICATE_DETECTED')) IS NOT FALSE)))
       RETURNING e.id
     ), noted AS (
       UPDATE "SocialConnection"
       SET last_post_at = social_now(), error_code = CASE WHEN is_active THEN NULL ELSE error_code END,
           error_message = CASE WHEN is_active THEN NULL ELSE error_message END
       WHERE id = ANY (ARRAY(SELECT connection_id FROM closed WHERE "postStatus" = 'PUBLISHED')) AND NOT ${isJustNoted}
     )
     SELECT ARRAY(SELECT id FROM closed) AS closed, ARRAY(SELECT id FROM settled) AS settled`,
    [storableJson(ends.map(flat)), engagementFirstSeconds],
    'record-ends',
  );
  return { closed: new Set(row?.closed), settled: new Set(row?.settled) };
}

/** What the transaction needs and somebody holds makes it fail (55P03) after that time, not after the statement timeout. */
export async function waitForRows(tx: Sql, atMostMs: number): Promise<void> {
  await tx.rows(`SELECT set_config('lock_timeout', $1, true)`, [`${atMostMs}ms`]);
}

function flat({ failure, wait, discardResume, ...end }: AttemptEnd): object {
  const { connectionId: _connectionId, tenantId: _tenantId, ...said } = end;
  return {
    ...said,
    ...(wait &&
      ('ms' in wait ? { waitMs: wait.ms } : { waitUntil: wait.until, latenessHours: wait.latenessHours })),
    discard: discardResume ?? false,
    ...(failure && {
      meaning: failure.meaning,
      code: failure.code,
      message: failure.message,
      httpStatus: failure.httpStatus,
      platformCode: failure.platformCode,
      platformRequestId: failure.platformRequestId,
      detail: failure.detail,
    }),
  };
}
