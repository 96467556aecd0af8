import type { Sql } from '../../database/database.ts';

/** A place in the index of due posts. Of thousands that are due in one second, those that went out are not walked over again. */
export interface QueuePlace {
  /** UTC, to the microsecond, and always as long: the order of such texts is that of the times. */
  dueAt: string;
  id: string;
}

/** Stands before every id. */
export const firstId = '00000000-0000-0000-0000-000000000000';

/** A time as `QueuePlace` has it. */
export function placeTime(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

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
    `SELECT ${placeTime('(social_now() - make_interval(secs => $1))')} AS "dueAt"`,
    [seconds],
  );
  if (!row) throw new Error('The database has no clock.');
  return { dueAt: row.dueAt, id: firstId };
}
