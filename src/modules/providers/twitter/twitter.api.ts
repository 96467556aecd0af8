import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../config/app-config.ts';
import { Clock } from '../../../kernel/clock.ts';
import type { Secret } from '../../../kernel/secret.ts';
import type { ProviderFailure } from '../provider.errors.ts';
import { type HttpAnswer, type HttpOutcome, PlatformHttp, type PlatformBody } from '../provider.http.ts';
import { twitterFailure } from './twitter.failure.ts';

export interface TwitterCall {
  method: 'GET' | 'POST' | 'DELETE';
  /** With leading slash: `/2/tweets`. */
  path: string;
  token: Secret;
  query?: Record<string, string>;
  body?: PlatformBody;
}

/** X API v2 with a person's token. */
@Injectable()
export class TwitterApi {
  readonly #http: PlatformHttp;
  readonly #clock: Clock;
  readonly #apiUrl: string;

  constructor(config: AppConfig, http: PlatformHttp, clock: Clock) {
    this.#apiUrl = config.twitter.apiUrl;
    this.#http = http;
    this.#clock = clock;
  }

  call({ path, token, ...rest }: TwitterCall): Promise<HttpOutcome> {
    return this.#http.send({
      ...rest,
      url: `${this.#apiUrl}${path}`,
      headers: { authorization: `Bearer ${token.reveal()}` },
    });
  }

  failure(outcome: HttpOutcome): ProviderFailure {
    return twitterFailure(outcome, this.#clock.now());
  }
}

/** 2xx with a readable body; it may still hold `errors` about single objects. */
export function isTwitterSuccess(outcome: HttpOutcome): outcome is HttpAnswer {
  return (
    outcome.kind === 'answer' && outcome.status >= 200 && outcome.status < 300 && outcome.body !== undefined
  );
}
