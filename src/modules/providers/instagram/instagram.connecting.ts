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
export const instagramNeeds = {
  publishing: ['instagram_basic', 'instagram_content_publish', 'pages_show_list', 'pages_read_engagement'],
  wished: ['instagram_manage_insights', 'instagram_manage_comments', 'instagram_manage_contents'],
  ticked: 'instagram_content_publish',
} as const;
const scopes = [...instagramNeeds.publishing, ...instagramNeeds.wished, 'business_management'];

/** Instagram accounts are reached through the Page they are linked to, and with that Page's token. */
@Injectable()
export class InstagramConnecting implements ConnectingPort {
  readonly refresh = 'never';
  readonly #login: MetaLogin;

  constructor(login: MetaLogin) {
    this.#login = login;
  }

  authorization(): AuthorizationSettings | null {
    return this.#login.authorization(scopes);
  }

  exchangeCode(exchange: CodeExchange): Promise<TokenGrant> {
    return this.#login.exchangeCode(exchange, 'INSTAGRAM');
  }

  /** Where no Page has an Instagram account, the Pages themselves stand in the list and say so; their ids are Page ids. */
  async findAccounts(grant: TokenGrant): Promise<FoundAccount[]> {
    const pages = await this.#login.findPages(grant, 'INSTAGRAM');
    const linked = pages.filter(({ instagram }) => instagram !== null);
    if (linked.length === 0) return pages.map((page) => unlinkedAccount(page, grant));
    const facts = await this.#login.inspectPages(linked, 'INSTAGRAM');
    return linked.map((page, index) => linkedAccount(page, facts[index] ?? null, grant));
  }

  refreshGrant(): Promise<TokenGrant> {
    return Promise.reject(noRefresh('INSTAGRAM'));
  }

  revoke({ login }: Pick<TokenGrant, 'login'>): Promise<void> {
    return this.#login.revoke(login, 'INSTAGRAM');
  }
}

function linkedAccount(page: GraphPage, facts: TokenFacts | null, grant: TokenGrant): FoundAccount {
  return {
    accountId: page.instagram?.id ?? page.id,
    accountName: page.instagram?.username ?? page.name,
    ...findingsOf(page, facts, instagramNeeds),
    grant: pageGrant(page, facts, grant),
  };
}

function unlinkedAccount(page: GraphPage, grant: TokenGrant): FoundAccount {
  const message = `The Facebook Page ${page.name} has no professional Instagram account. Link one in the Page settings under "Linked accounts", then connect again.`;
  return {
    accountId: page.id,
    accountName: page.name,
    canPublish: false,
    problems: [{ code: 'INSTAGRAM_NOT_LINKED', message }],
    grant,
  };
}
