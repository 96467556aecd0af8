import type { Sql } from '../../database/database.ts';
import type { SealedToken } from '../../security/token-cipher.ts';

export interface NewCode {
  id: string;
  codeHash: Buffer;
  accessTokenSealed: SealedToken;
  lifeSeconds: number;
}

/** Also clears away what nobody can redeem any more. */
export async function insertCode(sql: Sql, tenantId: string, code: NewCode): Promise<{ expiresAt: Date }> {
  const [row] = await sql.rows<{ expiresAt: Date }>(
    `WITH over AS (DELETE FROM "SocialConsoleCode" WHERE expires_at <= social_now())
     INSERT INTO "SocialConsoleCode" (id, tenant_id, code_hash, access_token_sealed, expires_at)
     VALUES ($1, $2, $3, $4, social_now() + make_interval(secs => $5))
     RETURNING expires_at AS "expiresAt"`,
    [code.id, tenantId, code.codeHash, code.accessTokenSealed, code.lifeSeconds],
  );
  if (!row) throw new Error('The code was not stored.');
  return row;
}

/** A code that is taken is gone. Undefined: there is none, or its time is over. */
export async function takeCode(
  sql: Sql,
  codeHash: Buffer,
): Promise<{ id: string; tenantId: string; accessTokenSealed: string } | undefined> {
  const [taken] = await sql.rows<{
    id: string;
    tenantId: string;
    accessTokenSealed: string;
    isGood: boolean;
  }>(
    `DELETE FROM "SocialConsoleCode" WHERE code_hash = $1
     RETURNING id, tenant_id AS "tenantId", access_token_sealed AS "accessTokenSealed", expires_at > social_now() AS "isGood"`,
    [codeHash],
  );
  return taken?.isGood ? taken : undefined;
}
