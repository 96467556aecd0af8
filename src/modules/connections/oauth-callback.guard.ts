import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Platform } from '../../kernel/platform.ts';
import { ProviderError, type ProviderFailure } from '../providers/provider.errors.ts';
import { BrowserKeyService } from './browser-key.service.ts';
import type { OAuthSession, UnspentState } from './oauth-session.queries.ts';
import { requirePlatform } from '../../http/platform-slug.ts';
import { OAuthStrategies, type FinishedLogin } from './oauth-strategies.ts';

/** How a person came back from the dialog. */
export type LoginResult =
  | ({ status: 'granted' } & FinishedLogin)
  /** The person said no, or the platform did. */
  | { status: 'refused'; state: string | undefined; code: string; description: string }
  /** The platform did not take the code. */
  | { status: 'exchange-failed'; session: OAuthSession; failure: ProviderFailure }
  | UnspentState;

export interface CallbackRequest extends FastifyRequest<{
  Params: { platform: string };
  Querystring: Record<keyof CallbackQuery, unknown>;
}> {
  loginResult?: LoginResult;
  oauthSession?: OAuthSession;
  unspentState?: UnspentState;
  /** Of the browser that came back. */
  browserKey?: string | undefined;
}

interface CallbackQuery {
  code?: string;
  state?: string;
  error?: string;
  error_code?: string;
  error_description?: string;
  error_message?: string;
}

/** Lets passport finish the login and puts what came of it on the request; it never refuses, the page tells the person. */
@Injectable()
export class OAuthCallbackGuard implements CanActivate {
  constructor(
    private readonly strategies: OAuthStrategies,
    private readonly browserKeys: BrowserKeyService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<CallbackRequest>();
    const platform = requirePlatform(request.params.platform);
    const query = onlyTexts(request.query);
    request.browserKey = this.browserKeys.of(request);
    const { error, error_code: errorCode, code, state } = query;
    if (error ?? errorCode) request.loginResult = refusal(query);
    else if (!code || !state) request.loginResult = { status: 'unknown-state' };
    else await this.finishLogin(platform, context);
    return true;
  }

  private async finishLogin(platform: Platform, context: ExecutionContext): Promise<void> {
    // passport takes a strategy as well as its name, so that every application in a process has its own. What a strategy does at
    // the end is written onto it: two people who come back at once need one each, or one would get the other's login.
    const defaultStrategy = Object.create(this.strategies.require(platform)) as string;
    await new PassportGuard({ defaultStrategy }).canActivate(context);
  }
}

class PassportGuard extends AuthGuard() {
  /** passport writes to Node's response; Fastify's reply is not one. */
  getResponse(context: ExecutionContext): unknown {
    return context.switchToHttp().getResponse<FastifyReply>().raw;
  }

  override handleRequest<User>(
    error: unknown,
    user: unknown,
    _info: unknown,
    context: ExecutionContext,
  ): User {
    const request = context.switchToHttp().getRequest<CallbackRequest>();
    request.loginResult = resultOf(error, user as FinishedLogin | false, request);
    return user as User;
  }
}

function resultOf(
  error: unknown,
  login: FinishedLogin | false,
  { oauthSession: session, unspentState }: CallbackRequest,
): LoginResult {
  const cause = (error as { oauthError?: unknown } | null)?.oauthError ?? error;
  if (session && cause instanceof ProviderError)
    return { status: 'exchange-failed', session, failure: cause.failure };
  if (error) throw error;
  return login ? { status: 'granted', ...login } : (unspentState ?? { status: 'unknown-state' });
}

/** A parameter that comes twice is a list, and no platform sends one. */
function onlyTexts(query: Record<string, unknown>): CallbackQuery {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => typeof value === 'string'));
}

function refusal(query: CallbackQuery): LoginResult {
  return {
    status: 'refused',
    state: query.state,
    code: query.error ?? query.error_code ?? 'unknown',
    description: query.error_description ?? query.error_message ?? '',
  };
}
