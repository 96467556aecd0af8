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

  constructor(value: string, owner: { connectionId: string; platform: Platform }) {
    super(value);
    this.connectionId = owner.connectionId;
    this.platform = owner.platform;
  }
}
