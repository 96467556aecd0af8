import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../config/app-config.ts';
import { Clock } from '../../../kernel/clock.ts';
import { Secret } from '../../../kernel/secret.ts';
import { numberAt, textAt } from '../provider.json.ts';
import { ProviderError } from '../provider.errors.ts';
import { type HttpAnswer, PlatformHttp } from '../provider.http.ts';
import type {
  AuthorizationSettings,
  CodeExchange,
  ConnectingPort,
  FoundAccount,
  TokenGrant,
} from '../provider.port.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import { isTwitterSuccess, TwitterApi } from './twitter.api.ts';
import { twitterTokenFailure } from './twitter.failure.ts';

/** docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code. */
export const twitterScopes = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'];

/** OAuth 2.0 with PKCE as a confidential client. Refresh tokens are spent by their use. */
@Injectable()
export class TwitterConnecting implements ConnectingPort {
  readonly refresh = 'rotating';
  readonly #settings: AppConfig['twitter'];
  readonly #http: PlatformHttp;
  readonly #api: TwitterApi;
  readonly #clock: Clock;

  constructor(config: AppConfig, http: PlatformHttp, api: TwitterApi, clock: Clock) {
    this.#settings = config.twitter;
    this.#http = http;
    this.#api = api;
    this.#clock = clock;
  }

  authorization(): AuthorizationSettings | null {
    const { client, authorizeUrl, apiUrl } = this.#settings;
    if (!client) return null;
    return {
      authorizationUrl: authorizeUrl,
      tokenUrl: `${apiUrl}/2/oauth2/token`,
      clientId: client.id,
      clientSecret: client.secret,
      scopes: [...twitterScopes],
      scopeSeparator: ' ',
      pkce: 'S256',
      extraParams: {},
    };
  }

  exchangeCode(exchange: CodeExchange): Promise<TokenGrant> {
    return this.#grant({
      grant_type: 'authorization_code',
      code: exchange.code,
      redirect_uri: exchange.redirectUri,
      ...(exchange.codeVerifier ? { code_verifier: exchange.codeVerifier } : {}),
    });
  }

  async findAccounts(grant: TokenGrant): Promise<FoundAccount[]> {
    const outcome = await this.#api.call({ method: 'GET', path: '/2/users/me', token: grant.accessToken });
    if (!isTwitterSuccess(outcome)) throw new ProviderError(this.#api.failure(outcome));
    const accountId = textAt(outcome.body, 'data', 'id');
    if (!accountId) throw new ProviderError(unreadableAnswerFailure('TWITTER', outcome.status));
    const problems = twitterScopes.filter((scope) => !grant.scopes.includes(scope)).map(scopeMissing);
    const accountName = textAt(outcome.body, 'data', 'username') ?? accountId;
    return [{ accountId, accountName, canPublish: problems.length === 0, problems, grant }];
  }

  refreshGrant(refreshToken: Secret): Promise<TokenGrant> {
    return this.#grant({ grant_type: 'refresh_token', refresh_token: refreshToken.reveal() });
  }

  /** Both tokens, because ending one leaves the other alive. One that is dead already is what was wanted. */
  async revoke(tokens: { accessToken: Secret; refreshToken: Secret | null }): Promise<void> {
    if (tokens.refreshToken) await this.#revokeOne(tokens.refreshToken, 'refresh_token');
    await this.#revokeOne(tokens.accessToken, 'access_token');
  }

  /** The hint is optional in the docs and demanded from some apps (pilcrowonpaper/arctic#314). */
  async #revokeOne(token: Secret, hint: 'access_token' | 'refresh_token'): Promise<void> {
    try {
      await this.#authorized('/2/oauth2/revoke', { token: token.reveal(), token_type_hint: hint });
    } catch (error) {
      if (!(error instanceof ProviderError) || error.failure.meaning !== 'auth') throw error;
    }
  }

  async #grant(form: Record<string, string>): Promise<TokenGrant> {
    const { status, body } = await this.#authorized('/2/oauth2/token', form);
    const accessToken = textAt(body, 'access_token');
    if (!accessToken) throw new ProviderError(unreadableAnswerFailure('TWITTER', status));
    const refreshToken = textAt(body, 'refresh_token');
    const seconds = numberAt(body, 'expires_in');
    return {
      accessToken: new Secret(accessToken),
      refreshToken: refreshToken ? new Secret(refreshToken) : null,
      expiresAt: seconds === undefined ? null : this.#clock.in(seconds * 1000),
      scopes: (textAt(body, 'scope') ?? '').split(' ').filter((scope) => scope !== ''),
      dataAccessExpiresAt: null,
      login: null,
    };
  }

  async #authorized(path: string, form: Record<string, string>): Promise<HttpAnswer> {
    const { id, secret } = this.#requireClient();
    const credentials = Buffer.from(`${id}:${secret}`).toString('base64');
    const outcome = await this.#http.send({
      method: 'POST',
      platform: 'TWITTER',
      url: `${this.#settings.apiUrl}${path}`,
      headers: { authorization: `Basic ${credentials}` },
      body: { form },
    });
    if (isTwitterSuccess(outcome)) return outcome;
    throw new ProviderError(twitterTokenFailure(outcome, this.#clock.now()));
  }

  #requireClient(): { id: string; secret: string } {
    if (this.#settings.client) return this.#settings.client;
    throw new ProviderError({
      meaning: 'configuration',
      code: 'X_NOT_CONFIGURED',
      message:
        'The X app is not set up. An administrator must give TWITTER_CLIENT_ID and TWITTER_CLIENT_SECRET.',
      who: 'administrator',
    });
  }
}

function scopeMissing(scope: string): { code: string; message: string } {
  return {
    code: 'X_PERMISSION_MISSING',
    message: `The permission ${scope} was not given. Connect again and allow everything X asks.`,
  };
}
