import type { Sql } from '../../database/database.ts';

/** True while this is the database that the workers know. Nothing is claimed from another one before its quarantine is open. */
export const sameDatabase = `(SELECT identity = social_database_identity() FROM "SocialDatabaseIdentity")`;

/**
 * True for posts that may have gone out in the time that was lost. A post that came into being later cannot.
 * One that is due much later is not meant either, except that somebody may ask for it at once: hence a day more. Nor does a far time say
 * anything of one that was put back since: it was not waiting for that time, and may have been put back in the lost time, too.
 */
export function mayBeForgotten(post: 'p' | 'claimed'): string {
  return `EXISTS (SELECT FROM "SocialDatabaseIdentity" q WHERE ${post}.created_at <= q.quarantine_until
    AND (${post}.scheduled_at <= q.quarantine_until + interval '1 day' OR ${post}.requeued_at >= q.quarantine_since))`;
}

/** True for rows of before the quarantine while what was sent in the lost time may still land. `row`: a post or an attempt. */
export function mustSettle(row: 'p' | 'a'): string {
  return `((${row}.created_at <= (SELECT quarantine_until FROM "SocialDatabaseIdentity"
                                 WHERE quarantine_settled_at > social_now())) IS TRUE)`;
}

/** Since when a post of the lost time may be live. */
export const lostSince = `(SELECT quarantine_since FROM "SocialDatabaseIdentity")`;

/** Notes that the workers still see the database they know; once in `everySeconds`, however many workers ask. */
export async function noteSeen(sql: Sql, everySeconds: number): Promise<'same' | 'another'> {
  const [known] = await sql.rows<{ same: boolean; stale: boolean }>(
    `SELECT identity = social_database_identity() AS same,
       seen_at < social_now() - make_interval(secs => $1) AS stale
     FROM "SocialDatabaseIdentity"`,
    [everySeconds],
  );
  if (!known?.same) return 'another';
  if (known.stale)
    await sql.count(
      `UPDATE "SocialDatabaseIdentity" SET seen_at = social_now() WHERE identity = social_database_identity()`,
    );
  return 'same';
}

export interface Quarantine {
  since: Date;
  until: Date;
  settledAt: Date;
}

/**
 * Makes this the database that the workers know, and puts the time since it was last seen into quarantine, in one statement, so
 * that one of many workers does it. A quarantine that may still have unsent posts is widened. Nothing is returned when another
 * worker was faster, or when no database was known before: then nothing can have been lost.
 */
export async function openQuarantine(
  sql: Sql,
  times: { marginSeconds: number; settleSeconds: number; maxLatenessHours: number },
): Promise<Quarantine | undefined> {
  const [opened] = await sql.rows<Quarantine>(
    `UPDATE "SocialDatabaseIdentity"
     SET quarantine_since = LEAST(
           CASE WHEN quarantine_until > social_now() - make_interval(hours => $3 + 24) THEN quarantine_since END,
           seen_at - make_interval(secs => $1), social_now()),
         quarantine_until = social_now(), quarantine_settled_at = social_now() + make_interval(secs => $2),
         identity = social_database_identity(), seen_at = social_now()
     WHERE identity <> social_database_identity()
     RETURNING quarantine_since AS since, quarantine_until AS until, quarantine_settled_at AS "settledAt"`,
    [times.marginSeconds, times.settleSeconds, times.maxLatenessHours],
  );
  if (opened) return opened;
  await sql.count(
    `INSERT INTO "SocialDatabaseIdentity" (identity, seen_at) VALUES (social_database_identity(), social_now())
     ON CONFLICT DO NOTHING`,
  );
  return undefined;
}
