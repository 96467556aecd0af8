import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../config/app-config.ts';
import { Clock } from '../../../kernel/clock.ts';
import { AccessToken, mayStartOf, type Secret } from '../../../kernel/secret.ts';
import type { ProviderFailure } from '../provider.errors.ts';
import { type HttpAnswer, type HttpOutcome, PlatformHttp, type PlatformBody } from '../provider.http.ts';
import { QuotasService, type QuotaReading } from '../provider.quotas.service.ts';
import { limitsIn, type TwitterLimit } from './twitter-limits.ts';
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
  readonly #quotas: QuotasService;

  constructor(config: AppConfig, http: PlatformHttp, clock: Clock, quotas: QuotasService) {
    this.#quotas = quotas;
    this.#apiUrl = config.twitter.apiUrl;
    this.#http = http;
    this.#clock = clock;
  }

  async call({ path, token, ...rest }: TwitterCall): Promise<HttpOutcome> {
    const outcome = await this.#http.send({
      ...rest,
      platform: 'TWITTER',
      url: `${this.#apiUrl}${path}`,
      headers: { authorization: `Bearer ${token.reveal()}` },
      ...(rest.method === 'POST' && { mayStart: mayStartOf(token) }),
    });
    if (outcome.kind === 'answer' && token instanceof AccessToken) {
      const endpoint = `${rest.method} ${path.replace(/\d{2,}/g, ':id')}`;
      const readings = quotaReadings(endpoint, limitsIn(outcome.headers, this.#clock.now()));
      this.#quotas.note('TWITTER', token.connectionId, readings);
    }
    return outcome;
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

const windowSeconds = { '15min': 900, '24h-user': 86_400, '24h-app': 86_400 };

function quotaReadings(endpoint: string, limits: TwitterLimit[]): QuotaReading[] {
  return limits.map(({ window, limit, remaining, resetAt }) => ({
    scope: window === '24h-app' ? 'application' : 'connection',
    endpoint,
    window,
    windowSeconds: windowSeconds[window],
    limit,
    remaining,
    usedPercent: null,
    resetsAt: resetAt,
    isForPublishing: endpoint === 'POST /2/tweets',
  }));
}
