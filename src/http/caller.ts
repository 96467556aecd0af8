import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const scopes = ['social:read', 'social:write', 'social:admin'] as const;

export type Scope = (typeof scopes)[number];

/** Who calls, as the access token says. The tenant comes from here and from nowhere else. */
export interface Caller {
  tenantId: string;
  subject: string;
  /** Where the access token has it (`email`), such as in OpenID Connect. */
  email?: string;
  scopes: string[];
}

export interface AuthenticatedRequest {
  caller?: Caller;
  headers: Record<string, string | string[] | undefined>;
}

export const requiredScopeKey = 'social:required-scope';
export const publicRouteKey = 'social:public-route';
/** Says in the OpenAPI document, until `openapi.ts` has made sense of it, that a call asks for no access token. */
export const publicExtension = 'x-public';

/** The scope a route needs. A route with neither this nor `@Public` answers nobody. */
export const RequireScope = (scope: Scope) => SetMetadata(requiredScopeKey, scope);

/** A route that something other than an access token protects (a single-use state), or that has nothing to protect. */
export const Public = () =>
  applyDecorators(SetMetadata(publicRouteKey, true), ApiExtension(publicExtension, true));

/** The tenant of the access token. */
export const Tenant = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => callerOf(context).tenantId,
);

/** Everything the access token says about the caller. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context),
);

function callerOf(context: ExecutionContext): Caller {
  const { caller } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!caller) throw new Error('A public route asked for its caller.');
  return caller;
}
