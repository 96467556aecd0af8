import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppError } from '../kernel/app-error.ts';
import { AccessTokenService, unauthenticated } from './access-token.service.ts';
import { publicRouteKey, requiredScopeKey, type AuthenticatedRequest, type Scope } from './caller.ts';

/** Stands before every route: a valid access token with the route's scope, or nothing. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokenService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(publicRouteKey, targets)) return true;

    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    request.caller = await this.tokens.verify(bearerOf(request));

    const scope = this.reflector.getAllAndOverride<Scope | undefined>(requiredScopeKey, targets);
    if (!scope || !request.caller.scopes.includes(scope)) throw missingScope(scope);
    return true;
  }
}

/** The access token of a request. Throws ACCESS_TOKEN_INVALID. */
export function bearerOf(request: AuthenticatedRequest): string {
  const header = request.headers['authorization'];
  const match = typeof header === 'string' ? /^Bearer ([^\s]+)$/i.exec(header) : null;
  if (!match?.[1]) throw unauthenticated('Send an access token: "Authorization: Bearer <token>".');
  return match[1];
}

function missingScope(scope: Scope | undefined): AppError {
  return new AppError({
    kind: 'forbidden',
    code: 'SCOPE_MISSING',
    message: scope
      ? `This call needs an access token with the scope ${scope}.`
      : 'This route declares no scope, so nobody may call it.',
    extra: scope ? { requiredScope: scope } : {},
  });
}
