import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { Clock } from '../../kernel/clock.ts';
import { Secret } from '../../kernel/secret.ts';
import { listAt, numberAt, textAt } from './provider.json.ts';
import {
  type GraphPage,
  pageFields,
  pageOf,
  type TokenFacts,
  tokenFactsOf,
  withoutRepeats,
} from './meta.accounts.ts';
import { MetaApi, type GraphRead } from './meta.api.ts';
import { isMetaSuccess, metaFailure, type MetaPlatform } from './meta.failure.ts';
import { ProviderError } from './provider.errors.ts';
import type { HttpAnswer, HttpOutcome } from './provider.http.ts';
import type { AuthorizationSettings, CodeExchange, Login, TokenGrant } from './provider.port.ts';
import { unreadableAnswerFailure } from './provider.failure.ts';

/** No person has this many lists of Pages; a list that goes on forever is an error of the other side. */
const mostListPages = 50;
const inspectionsAtOnce = 8;

/**
 * Facebook Login, shared by Facebook and Instagram.
 * Source: developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow and …/access-tokens/get-long-lived.
 */
@Injectable()
export class MetaLogin {
  readonly #settings: AppConfig['facebook'];
  readonly #api: MetaApi;
  readonly #clock: Clock;

  constructor(config: AppConfig, api: MetaApi, clock: Clock) {
    this.#settings = config.facebook;
    this.#api = api;
    this.#clock = clock;
  }

  authorization(scopes: readonly string[]): AuthorizationSettings | null {
    const { app, dialogUrl, graphUrl, graphVersion, extraScopes } = this.#settings;
    if (!app) return null;
    return {
      authorizationUrl: `${dialogUrl}/${graphVersion}/dialog/oauth`,
      tokenUrl: `${graphUrl}/${graphVersion}/oauth/access_token`,
      clientId: app.id,
      clientSecret: app.secret,
      scopes: [...new Set([...scopes, ...extraScopes])],
      scopeSeparator: ',',
      pkce: 'none',
      // Asks again for what the person declined the last time; without it Facebook stays silent about it.
      extraParams: { auth_type: 'rerequest' },
    };
  }

  /** Code → short-lived → long-lived token of the person, and what it may do. Throws ProviderError. */
  async exchangeCode(exchange: CodeExchange, platform: MetaPlatform): Promise<TokenGrant> {
    const app = this.#requireApp(platform);
    const shortLived = this.#tokenIn(
      await this.#api.exchange({ ...app, redirect_uri: exchange.redirectUri, code: exchange.code }),
      platform,
    );
    const outcome = await this.#api.exchange({
      ...app,
      grant_type: 'fb_exchange_token',
      fb_exchange_token: shortLived.reveal(),
    });
    const accessToken = this.#tokenIn(outcome, platform);
    const facts = await this.inspect(accessToken, platform);
    return {
      accessToken,
      refreshToken: null,
      expiresAt: facts.expiresAt ?? this.#expiryIn(outcome),
      scopes: facts.scopes,
      dataAccessExpiresAt: facts.dataAccessExpiresAt,
      login: facts.userId ? { id: facts.userId, token: accessToken } : null,
    };
  }

  /** Every Page the person reaches, directly or through a business. Throws ProviderError. */
  async findPages(grant: TokenGrant, platform: MetaPlatform): Promise<GraphPage[]> {
    const direct = await this.#list(grant.accessToken, { path: 'me/accounts', fields: pageFields, platform });
    const throughBusinesses = grant.scopes.includes('business_management')
      ? await this.#businessPages(grant.accessToken, platform).catch(nothingIfNotAllowed)
      : [];
    return withoutRepeats([...direct, ...throughBusinesses].map(pageOf).filter((page) => page !== null));
  }

  /** What each Page's own token may do, in the order given; null for a Page without a token. Throws ProviderError. */
  async inspectPages(pages: GraphPage[], platform: MetaPlatform): Promise<(TokenFacts | null)[]> {
    const facts: (TokenFacts | null)[] = [];
    for (let start = 0; start < pages.length; start += inspectionsAtOnce) {
      const group = pages.slice(start, start + inspectionsAtOnce);
      const inspected = group.map(async ({ accessToken }) =>
        accessToken ? this.inspect(accessToken, platform) : null,
      );
      facts.push(...(await Promise.all(inspected)));
    }
    return facts;
  }

  /** Throws ProviderError. */
  async inspect(token: Secret, platform: MetaPlatform): Promise<TokenFacts> {
    return tokenFactsOf(
      await this.askAsApp(platform, { path: 'debug_token', params: { input_token: token.reveal() } }),
    );
  }

  /** A read with the app's own token; `{app}` in the path is its id. Throws ProviderError. */
  async askAsApp(platform: MetaPlatform, { path, params }: GraphRead): Promise<unknown> {
    const app = this.#requireApp(platform);
    const outcome = await this.#api.call({
      method: 'GET',
      path: path.replace('{app}', app.client_id),
      token: new Secret(`${app.client_id}|${app.client_secret}`),
      params,
    });
    return this.#requireSuccess(outcome, platform).body;
  }

  /**
   * Ends everything the person granted this app, for all Pages of the login; a Page's token cannot take itself back.
   * Source: developers.facebook.com/docs/facebook-login/guides/permissions/request-revoke. Throws ProviderError.
   */
  async revoke(login: Login | null, platform: MetaPlatform): Promise<void> {
    if (!login) throw noRevoke(platform);
    const outcome = await this.#api.call({
      method: 'DELETE',
      path: 'me/permissions',
      token: login.token,
      params: {},
    });
    this.#requireSuccess(outcome, platform);
  }

  async #businessPages(token: Secret, platform: MetaPlatform): Promise<unknown[]> {
    const edges = ['owned_pages', 'client_pages'] as const;
    const nested = edges.map((edge) => `${edge}.limit(100){${pageFields}}`).join(',');
    const businesses = await this.#list(token, { path: 'me/businesses', fields: `id,${nested}`, platform });
    const found: unknown[] = [];
    for (const business of businesses) {
      for (const edge of edges) {
        found.push(...listAt(business, edge, 'data'));
        const after =
          textAt(business, edge, 'paging', 'next') && textAt(business, edge, 'paging', 'cursors', 'after');
        const path = `${textAt(business, 'id')}/${edge}`;
        if (after) found.push(...(await this.#list(token, { path, fields: pageFields, platform, after })));
      }
    }
    return found;
  }

  /** All entries of a list edge. */
  async #list(
    token: Secret,
    edge: { path: string; fields: string; platform: MetaPlatform; after?: string },
  ): Promise<unknown[]> {
    const entries: unknown[] = [];
    let after = edge.after;
    for (let page = 0; page < mostListPages; page += 1) {
      const params = { fields: edge.fields, limit: '100', ...(after ? { after } : {}) };
      const outcome = await this.#api.call({ method: 'GET', path: edge.path, token, params });
      const { body } = this.#requireSuccess(outcome, edge.platform);
      entries.push(...listAt(body, 'data'));
      after = textAt(body, 'paging', 'next') && textAt(body, 'paging', 'cursors', 'after');
      if (!after) return entries;
    }
    return entries;
  }

  #requireApp(platform: MetaPlatform): { client_id: string; client_secret: string } {
    const { app } = this.#settings;
    if (app) return { client_id: app.id, client_secret: app.secret };
    throw new ProviderError({
      meaning: 'configuration',
      code: `${platform}_NOT_CONFIGURED`,
      message:
        'The Facebook app is not set up. An administrator must give FACEBOOK_APP_ID and FACEBOOK_APP_SECRET.',
      who: 'administrator',
    });
  }

  #requireSuccess(outcome: HttpOutcome, platform: MetaPlatform): HttpAnswer {
    if (isMetaSuccess(outcome)) return outcome;
    throw new ProviderError(metaFailure(outcome, { platform, now: this.#clock.now(), subject: 'account' }));
  }

  #tokenIn(outcome: HttpOutcome, platform: MetaPlatform): Secret {
    const answer = this.#requireSuccess(outcome, platform);
    const token = textAt(answer.body, 'access_token');
    if (!token) throw new ProviderError(unreadableAnswerFailure(platform, answer.status));
    return new Secret(token);
  }

  #expiryIn(outcome: HttpOutcome): Date | null {
    const seconds = outcome.kind === 'answer' ? numberAt(outcome.body, 'expires_in') : undefined;
    return seconds ? this.#clock.in(seconds * 1000) : null;
  }
}

/** People without a business may not even ask for one; that must not keep them from the Pages they have. */
function nothingIfNotAllowed(error: unknown): unknown[] {
  if (error instanceof ProviderError && ['permission', 'configuration'].includes(error.failure.meaning))
    return [];
  throw error;
}

/** Meta has no refresh: a person logs in again. */
export function noRefresh(platform: MetaPlatform): ProviderError {
  return new ProviderError({
    meaning: 'configuration',
    code: `${platform}_NO_REFRESH`,
    message: 'Facebook has no way to renew a connection without the person. Please reconnect the account.',
    who: 'club-admin',
  });
}

/** A connection from before the person's token was kept: only the person can end the permission. */
function noRevoke(platform: MetaPlatform): ProviderError {
  return new ProviderError({
    meaning: 'configuration',
    code: `${platform}_REVOKE_BY_PERSON`,
    message:
      'To end it, the person who connected removes the app at Facebook under Settings, Business integrations.',
    who: 'club-admin',
  });
}
