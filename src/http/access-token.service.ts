import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import {
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import { AppConfig } from '../config/app-config.ts';
import { AppError } from '../kernel/app-error.ts';
import { Clock } from '../kernel/clock.ts';
import type { Caller } from './caller.ts';
import { isStorable } from './text-rules.ts';

const publicKeyAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'];

/** A caller shows the same token with every call; so long it is not verified again, and a key that was withdrawn still counts. */
const verifiedForMs = 30_000;
const mostVerified = 1_000;

interface Verified {
  caller: Caller;
  fromMs: number;
  untilMs: number;
}

/** Verifies access tokens: HS256 with the shared secret, or the issuer's public keys. */
@Injectable()
export class AccessTokenService {
  private readonly options: JWTVerifyOptions;
  private readonly key: Uint8Array | JWTVerifyGetKey;
  private readonly verified = new Map<string, Verified>();

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    const { secret, jwksUrl, issuer, audience } = config.jwt;
    this.key = jwksUrl
      ? createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 5_000, cooldownDuration: 30_000 })
      : new TextEncoder().encode(secret);
    this.options = {
      algorithms: jwksUrl ? publicKeyAlgorithms : ['HS256'],
      requiredClaims: ['exp', 'sub', 'tenant_id'],
      clockTolerance: 30,
      ...(issuer && { issuer }),
      ...(audience && { audience }),
    };
  }

  /** Throws an `unauthenticated` AppError that says what is wrong with the token. */
  async verify(token: string): Promise<Caller> {
    const nowMs = this.clock.now().getTime();
    const known = this.verified.get(token);
    if (known && nowMs >= known.fromMs && nowMs < known.untilMs) return known.caller;
    const payload = await this.payloadOf(token);
    const caller = callerIn(payload);
    if (this.verified.size >= mostVerified) this.verified.clear();
    const untilMs = Math.min(nowMs + verifiedForMs, (payload.exp ?? 0) * 1000);
    this.verified.set(token, { caller, fromMs: nowMs, untilMs });
    return caller;
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    const options = { ...this.options, currentDate: this.clock.now() };
    try {
      const { payload } =
        typeof this.key === 'function'
          ? await jwtVerify(token, this.key, options)
          : await jwtVerify(token, this.key, options);
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw unauthenticated('The access token has expired. Get a new one.');
      if (error instanceof errors.JWKSTimeout) throw keysUnavailable();
      if (error instanceof errors.JOSEError) throw unauthenticated('The access token is not valid.');
      throw keysUnavailable();
    }
  }
}

function callerIn(payload: JWTPayload): Caller {
  const tenantId = payload['tenant_id'];
  const scope = payload['scope'];
  if (!isName(tenantId)) throw unauthenticated('The claim tenant_id must be a text.');
  const { sub } = payload;
  if (!isName(sub)) throw unauthenticated('The claim sub must be a text.');
  if (scope !== undefined && typeof scope !== 'string')
    throw unauthenticated('The claim scope must be a text.');
  const email = payload['email'];
  return {
    tenantId,
    subject: sub,
    ...(isName(email) && isEmail(email) && { email }),
    scopes: (scope ?? '').split(' ').filter((name) => name !== ''),
  };
}

/** What is written beside rows, and so must be something that a row can hold. */
function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && claim !== '' && isStorable(claim);
}

export function unauthenticated(message: string): AppError {
  return new AppError({ kind: 'unauthenticated', code: 'ACCESS_TOKEN_INVALID', message });
}

function keysUnavailable(): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'TOKEN_KEYS_UNAVAILABLE',
    message: 'The keys that access tokens are signed with cannot be fetched. Try again.',
  });
}
