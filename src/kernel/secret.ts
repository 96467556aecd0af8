import { inspect } from 'node:util';
import type { Platform } from './platform.ts';

/** A token in the clear. It prints as `[secret]` wherever it lands by accident; `reveal` is the one door. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    if (value === '') throw new TypeError('A secret cannot be empty.');
    this.#value = value;
  }

  /** The clear text. Use it at once; never store, log or return it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}

/** The token of one connection. What a platform says about limits with its answer is told to that connection. */
export class AccessToken extends Secret {
  readonly connectionId: string;
  readonly platform: Platform;
  /** Asked before the first byte of a POST that carries it; false: it must not leave any more. */
  readonly mayStart: (() => boolean) | undefined;

  constructor(
    value: string,
    owner: { connectionId: string; platform: Platform; mayStart?: (() => boolean) | undefined },
  ) {
    super(value);
    this.connectionId = owner.connectionId;
    this.platform = owner.platform;
    this.mayStart = owner.mayStart;
  }

  /** The same for a call that must begin while `mayStart` says so. */
  while(mayStart: () => boolean): AccessToken {
    const { connectionId, platform } = this;
    return new AccessToken(this.reveal(), { connectionId, platform, mayStart });
  }
}

/** The token for a call that must begin while `mayStart` says so. */
export function tokenWhile(token: Secret, mayStart: () => boolean): Secret {
  return token instanceof AccessToken ? token.while(mayStart) : token;
}

/** What a POST with this token has to ask before it begins. */
export function mayStartOf(token: Secret): (() => boolean) | undefined {
  return token instanceof AccessToken ? token.mayStart : undefined;
}
