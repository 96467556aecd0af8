import type { Sql } from '../../database/database.ts';
import type { SealedToken } from '../../security/token-cipher.ts';

export interface SealedRow {
  id: string;
  tenantId: string;
  tokenVersion: number;
  accessTokenSealed: string;
  refreshTokenSealed: string | null;
  loginTokenSealed: string | null;
}

/** Connections after `afterId` with a token that another key than `kid` sealed. */
export async function findStaleSeals(
  sql: Sql,
  wanted: { kid: string; afterId: string; limit: number },
): Promise<SealedRow[]> {
  return await sql.rows(
    `SELECT id, tenant_id AS "tenantId", token_version AS "tokenVersion",
       access_token_sealed AS "accessTokenSealed", refresh_token_sealed AS "refreshTokenSealed",
       login_token_sealed AS "loginTokenSealed"
     FROM "SocialConnection"
     WHERE id > $2 AND access_token_sealed IS NOT NULL
       AND (split_part(access_token_sealed, '.', 2) <> $1 OR split_part(refresh_token_sealed, '.', 2) <> $1
            OR split_part(login_token_sealed, '.', 2) <> $1)
     ORDER BY id LIMIT $3`,
    [wanted.kid, wanted.afterId, wanted.limit],
  );
}

/** Replaces the seals of the version that was opened; newer tokens were sealed by the new key anyway. */
export async function storeSeals(
  sql: Sql,
  { id, tokenVersion }: Pick<SealedRow, 'id' | 'tokenVersion'>,
  seals: { access: SealedToken; refresh: SealedToken | null; login: SealedToken | null },
): Promise<void> {
  await sql.count(
    `UPDATE "SocialConnection" SET access_token_sealed = $3, refresh_token_sealed = $4, login_token_sealed = $5
     WHERE id = $1 AND token_version = $2`,
    [id, tokenVersion, seals.access, seals.refresh, seals.login],
  );
}
