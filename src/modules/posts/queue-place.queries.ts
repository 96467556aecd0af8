import type { Sql } from '../../database/database.ts';

/** A place in the index of due posts. Of thousands that are due in one second, those that went out are not walked over again. */
export interface QueuePlace {
  /** As the database writes it, to the microsecond. */
  dueAt: string;
  id: string;
}

/** Stands before every id. */
export const firstId = '00000000-0000-0000-0000-000000000000';

/** Whether a claim could find anything; a hundredth of its cost, which an idle worker would pay all day. */
export async function isAnythingDue(sql: Sql): Promise<boolean> {
  const [row] = await sql.rows<{ due: boolean }>(
    `SELECT EXISTS (SELECT FROM "SocialPost" WHERE status = 'SCHEDULED' AND due_at <= social_now()) AS due`,
  );
  return row?.due ?? false;
}

/** Where what became due before the last `seconds` ends, by the database's clock. */
export async function placeBefore(sql: Sql, seconds: number): Promise<QueuePlace> {
  const [row] = await sql.rows<{ dueAt: string }>(
    `SELECT (social_now() - make_interval(secs => $1))::text AS "dueAt"`,
    [seconds],
  );
  if (!row) throw new Error('The database has no clock.');
  return { dueAt: row.dueAt, id: firstId };
}
