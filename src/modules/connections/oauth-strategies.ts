import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import OAuth2Strategy from 'passport-oauth2';
import { AppConfig } from '../../config/app-config.ts';
import { apiPrefix } from '../../http/http-app.ts';
import { AppError } from '../../kernel/app-error.ts';
import { platformNames, slugOf, type Platform } from '../../kernel/platform.ts';
import type { AuthorizationSettings, ConnectingPort, TokenGrant } from '../providers/provider.port.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import type { BroughtState, OAuthSession, UnspentState } from './oauth-session.queries.ts';

/** What a login left behind: the session its state belonged to, and the tokens. */
export interface FinishedLogin {
  session: OAuthSession;
  grant: TokenGrant;
}

/** A login that is starting: where to send the person, and what must be remembered until the person is back. */
export interface StartedLogin {
  authorizationUrl: string;
  state: string;
  codeVerifier: string | undefined;
}

/** Called when a person comes back, with the key of the browser. */
export type StateSpender = (
  platform: Platform,
  state: string,
  browserKey: string | undefined,
) => Promise<{ status: 'spent'; session: OAuthSession; codeVerifier: string | undefined } | UnspentState>;

/** The passport strategies, one a platform, built from what each provider says about its login. */
@Injectable()
export class OAuthStrategies {
  private readonly strategies = new Map<Platform, PlatformStrategy>();
  private spend: StateSpender | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly providers: ProviderRegistry,
  ) {}

  useStates(spend: StateSpender): void {
    this.spend = spend;
  }

  redirectUri(platform: Platform): string {
    return `${this.config.publicUrl}/${apiPrefix}/oauth/${slugOf(platform)}/callback`;
  }

  /** Throws when the operator has not configured this platform's app. */
  require(platform: Platform): PlatformStrategy {
    const known = this.strategies.get(platform);
    if (known) return known;
    const { connecting } = this.providers.require(platform);
    const settings = connecting.authorization();
    if (!settings) throw notConfigured(platform);
    const strategy = new PlatformStrategy(platform, this.redirectUri(platform), {
      settings,
      connecting,
      spend: async (...login) => (await this.spend?.(...login)) ?? { status: 'unknown-state' },
    });
    this.strategies.set(platform, strategy);
    return strategy;
  }
}

interface StrategySource {
  settings: AuthorizationSettings;
  connecting: ConnectingPort;
  spend: StateSpender;
}

/** passport-oauth2 with our state store, and the provider's own token call: the library's has no time limit. */
export class PlatformStrategy extends OAuth2Strategy {
  constructor(
    private readonly platform: Platform,
    callbackURL: string,
    private readonly source: StrategySource,
  ) {
    const { settings, connecting, spend } = source;
    super(
      {
        authorizationURL: settings.authorizationUrl,
        tokenURL: settings.tokenUrl,
        clientID: settings.clientId,
        clientSecret: settings.clientSecret,
        callbackURL,
        scope: settings.scopes,
        scopeSeparator: settings.scopeSeparator,
        pkce: settings.pkce === 'S256' ? 'S256' : undefined,
        store: createStore(platform, spend),
        passReqToCallback: true,
        skipUserProfile: true,
      } as unknown as OAuth2Strategy.StrategyOptionsWithRequest,
      // Six parameters: passport-oauth2 chooses what it passes by the function's length.
      (
        request: unknown,
        _accessToken: string,
        _refreshToken: string,
        result: { grant: TokenGrant },
        _profile: unknown,
        done: (error: null, login: FinishedLogin) => void,
      ) => done(null, { session: (request as LoginRequest).oauthSession, grant: result.grant }),
    );
    this.name = slugOf(platform);
    this._oauth2.getOAuthAccessToken = exchangeWith(connecting);
  }

  override authorizationParams(): object {
    return { ...this.source.settings.extraParams };
  }

  /** Builds the address of the dialog. Nothing is sent; the caller stores state and verifier before showing it. */
  async startLogin(): Promise<StartedLogin> {
    const request: Partial<StartedLogin> & { query: object } = { query: {} };
    const authorizationUrl = await new Promise<string>((resolve, reject) => {
      const run = Object.assign(Object.create(this) as PlatformStrategy, {
        redirect: resolve,
        error: reject,
        fail: reject,
      });
      run.authenticate(request as never, {});
    });
    const { state, codeVerifier } = request;
    if (!state) throw new Error(`The ${this.platform} login was started without a state.`);
    return { authorizationUrl, state, codeVerifier };
  }
}

interface LoginRequest {
  browserKey: string | undefined;
  oauthSession: OAuthSession;
  unspentState: UnspentState;
}

type Stored = (error: Error | null, state?: string) => void;
type Verified = (error: Error | null, ok?: string | boolean, info?: { message: string }) => void;

/** passport-oauth2 looks at the number of parameters: five to store, four to verify. */
function createStore(platform: Platform, spend: StateSpender) {
  return {
    store(
      request: Partial<StartedLogin>,
      verifier: string | undefined,
      _state: unknown,
      _meta: unknown,
      stored: Stored,
    ) {
      request.state = randomBytes(32).toString('base64url');
      request.codeVerifier = verifier;
      stored(null, request.state);
    },
    verify(request: Partial<LoginRequest>, state: string, _meta: unknown, verified: Verified) {
      spend(platform, state, request.browserKey).then(
        (login) => {
          if (login.status !== 'spent') {
            request.unspentState = login;
            return verified(null, false, { message: 'The state is not good here.' });
          }
          request.oauthSession = login.session;
          return verified(null, login.codeVerifier ?? true);
        },
        (error: Error) => verified(error),
      );
    },
  };
}

type TokenCallback = (
  error: unknown,
  accessToken?: string,
  refreshToken?: string,
  result?: { grant: TokenGrant },
) => void;

function exchangeWith(connecting: ConnectingPort): OAuth2Strategy['_oauth2']['getOAuthAccessToken'] {
  const exchange = (
    code: string,
    params: { redirect_uri: string; code_verifier?: string },
    callback: TokenCallback,
  ): void => {
    connecting
      .exchangeCode({
        code,
        redirectUri: params.redirect_uri,
        ...(params.code_verifier && { codeVerifier: params.code_verifier }),
      })
      .then(
        // The tokens travel inside the grant; passport only wants to see that there are some.
        (grant) => callback(null, 'in the grant', undefined, { grant }),
        (error: unknown) => callback(error),
      );
  };
  return exchange as unknown as OAuth2Strategy['_oauth2']['getOAuthAccessToken'];
}

export function hashState(state: string): Buffer {
  return createHash('sha256').update(state).digest();
}

export function broughtState(state: string, browserKey: string | undefined): BroughtState {
  return { stateHash: hashState(state), browserHash: browserKey ? hashState(browserKey) : null };
}

function notConfigured(platform: Platform): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'PLATFORM_NOT_CONFIGURED',
    message: `This service has no ${platformNames[platform]} app. An administrator must set its id and secret.`,
  });
}
