import { Injectable } from '@nestjs/common';
import { findingsOf, pageGrant, type GraphPage, type TokenFacts } from '../meta.accounts.ts';
import { MetaLogin, noRefresh } from '../meta.login.ts';
import type {
  AuthorizationSettings,
  CodeExchange,
  ConnectingPort,
  FoundAccount,
  TokenGrant,
} from '../provider.port.ts';

/** What each is for: developers.facebook.com/docs/permissions. */
export const facebookNeeds = {
  publishing: ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts'],
  wished: ['pages_read_user_content', 'read_insights', 'pages_manage_engagement'],
  ticked: 'pages_manage_posts',
} as const;
const scopes = [...facebookNeeds.publishing, ...facebookNeeds.wished, 'business_management'];

@Injectable()
export class FacebookConnecting implements ConnectingPort {
  readonly refresh = 'never';
  readonly #login: MetaLogin;

  constructor(login: MetaLogin) {
    this.#login = login;
  }

  authorization(): AuthorizationSettings | null {
    return this.#login.authorization(scopes);
  }

  exchangeCode(exchange: CodeExchange): Promise<TokenGrant> {
    return this.#login.exchangeCode(exchange, 'FACEBOOK');
  }

  async findAccounts(grant: TokenGrant): Promise<FoundAccount[]> {
    const pages = await this.#login.findPages(grant, 'FACEBOOK');
    const facts = await this.#login.inspectPages(pages, 'FACEBOOK');
    return pages.map((page, index) => accountOf(page, facts[index] ?? null, grant));
  }

  refreshGrant(): Promise<TokenGrant> {
    return Promise.reject(noRefresh('FACEBOOK'));
  }

  revoke({ login }: Pick<TokenGrant, 'login'>): Promise<void> {
    return this.#login.revoke(login, 'FACEBOOK');
  }
}

function accountOf(page: GraphPage, facts: TokenFacts | null, grant: TokenGrant): FoundAccount {
  return {
    accountId: page.id,
    accountName: page.name,
    ...findingsOf(page, facts, facebookNeeds),
    grant: pageGrant(page, facts, grant),
  };
}
