import type { SealContext } from '../../security/token-cipher.ts';

interface Row {
  id: string;
  tenantId: string;
}

/** Where each token of a connection and of an OAuth session rests; sealing binds it to that place. */
export const sealContext = {
  accessToken: (row: Row) => place('SocialConnection', 'access_token_sealed', row),
  refreshToken: (row: Row) => place('SocialConnection', 'refresh_token_sealed', row),
  loginToken: (row: Row) => place('SocialConnection', 'login_token_sealed', row),
  codeVerifier: (row: Row) => place('SocialOAuthSession', 'code_verifier_sealed', row),
  foundAccounts: (row: Row) => place('SocialOAuthSession', 'accounts', row),
};

function place(table: string, column: string, { id, tenantId }: Row): SealContext {
  return { table, column, rowId: id, tenantId };
}
