import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FormData } from 'undici';
import { AppConfig } from '../../config/app-config.ts';
import { Clock } from '../../kernel/clock.ts';
import { AccessToken, mayStartOf, type Secret } from '../../kernel/secret.ts';
import { metaLimitsIn } from './meta.limits.ts';
import { textAt, valueAt } from './provider.json.ts';
import { QuotasService } from './provider.quotas.service.ts';
import { type HttpOutcome, PlatformHttp } from './provider.http.ts';
import { multipartOf } from './provider.multipart.ts';

/** Most requests one batch may hold: developers.facebook.com/docs/graph-api/batch-requests. */
const largestBatch = 50;

export interface GraphCall {
  method: 'GET' | 'POST' | 'DELETE';
  /** Without version and leading slash: `me/accounts`. */
  path: string;
  token: Secret;
  params?: Record<string, string>;
  /** Absent: `graph`. */
  host?: MetaHost;
  /** A picture, read from disk while it is sent. */
  file?: { field: 'source'; blob: Blob };
  /** A part of a video. */
  chunk?: { field: 'video_file_chunk'; bytes: Buffer };
}

/** Meta takes the bytes of videos on hosts of their own: developers.facebook.com/docs/video-api/guides/publishing. */
type MetaHost = 'graph' | 'graph-video' | 'rupload';

export interface GraphRead {
  path: string;
  params: Record<string, string>;
}

/** The Graph API in the configured version. Every call carries the token in a header and proof of the app secret. */
@Injectable()
export class MetaApi {
  readonly #http: PlatformHttp;
  readonly #settings: AppConfig['facebook'];
  readonly #quotas: QuotasService;
  readonly #clock: Clock;

  constructor(config: AppConfig, http: PlatformHttp, quotas: QuotasService, clock: Clock) {
    this.#settings = config.facebook;
    this.#http = http;
    this.#quotas = quotas;
    this.#clock = clock;
  }

  async call(wanted: GraphCall): Promise<HttpOutcome> {
    const outcome = await this.#send(wanted);
    const { token } = wanted;
    if (outcome.kind === 'answer' && token instanceof AccessToken) {
      this.#quotas.note(token.platform, token.connectionId, metaLimitsIn(outcome.headers, this.#clock.now()));
    }
    return outcome;
  }

  #send(wanted: GraphCall): Promise<HttpOutcome> {
    const params = { ...wanted.params, ...this.#proof(wanted.token) };
    const request = {
      method: wanted.method,
      platform: platformOf(wanted.token),
      url: this.#address(wanted.host ?? 'graph', wanted.path),
      headers: { authorization: `Bearer ${wanted.token.reveal()}` },
      ...(wanted.method === 'POST' && { mayStart: mayStartOf(wanted.token) }),
    };
    if (wanted.file)
      return this.#http.send({ ...request, body: { multipart: multipart(params, wanted.file) } });
    if (wanted.chunk) return this.#http.send({ ...request, body: multipartOf(params, wanted.chunk) });
    return this.#http.send(
      wanted.method === 'POST' ? { ...request, body: { form: params } } : { ...request, query: params },
    );
  }

  /**
   * Has Meta fetch the file of a reel: developers.facebook.com/docs/video-api/guides/reels-publishing, "Upload a hosted file".
   * The address is made here and not taken from the answer to `start`, so that the token goes nowhere but to Meta.
   */
  fetchReel(token: Secret, reel: { videoId: string; fileUrl: string }): Promise<HttpOutcome> {
    const { graphVersion } = this.#settings;
    return this.#http.send({
      method: 'POST',
      platform: platformOf(token),
      url: `${this.#origin('rupload')}/video-upload/${graphVersion}/${reel.videoId}`,
      headers: { authorization: `OAuth ${token.reveal()}`, file_url: new URL(reel.fileUrl).href },
    });
  }

  /**
   * Code and token exchanges, which are made with the app's secret and without a token.
   * Sent as POST so that neither secret nor code stands in an address.
   */
  exchange(params: Record<string, string>): Promise<HttpOutcome> {
    return this.#http.send({
      method: 'POST',
      platform: 'META',
      url: this.#address('graph', 'oauth/access_token'),
      body: { form: params },
    });
  }

  /** Up to 50 reads in one request; the results stand in the order asked for. Each one still counts as a call. */
  async batch(token: Secret, reads: GraphRead[]): Promise<HttpOutcome[]> {
    const outcomes: HttpOutcome[] = [];
    for (let start = 0; start < reads.length; start += largestBatch) {
      outcomes.push(...(await this.#batchOnce(token, reads.slice(start, start + largestBatch))));
    }
    return outcomes;
  }

  async #batchOnce(token: Secret, reads: GraphRead[]): Promise<HttpOutcome[]> {
    const proof = this.#proof(token);
    const outcome = await this.call({
      method: 'POST',
      path: '',
      token,
      params: {
        include_headers: 'false',
        batch: JSON.stringify(
          reads.map(({ path, params }) => ({
            method: 'GET',
            relative_url: `${this.#settings.graphVersion}/${path}?${new URLSearchParams({ ...params, ...proof }).toString()}`,
          })),
        ),
      },
    });
    if (outcome.kind !== 'answer') return reads.map(() => outcome);
    // Anything but a list speaks for all reads: an error says why, and the rest must not pass for a success.
    if (!Array.isArray(outcome.body)) return reads.map(() => ({ ...outcome, body: errorOnly(outcome.body) }));
    const items = outcome.body as unknown[];
    return reads.map((_read, index) => batchItem(items[index]));
  }

  #address(host: MetaHost, path: string): string {
    return `${this.#origin(host)}/${this.#settings.graphVersion}/${path}`;
  }

  /** Anything but Meta's own name (a sandbox, a proxy) serves all three by itself. */
  #origin(host: MetaHost): string {
    return this.#settings.graphUrl.replace('//graph.facebook.com', `//${host}.facebook.com`);
  }

  /**
   * Lower-case hex HMAC-SHA256 of the token under the app secret:
   * developers.facebook.com/docs/graph-api/guides/secure-requests.
   */
  #proof(token: Secret): Record<string, string> {
    if (!this.#settings.app) return {};
    const proof = createHmac('sha256', this.#settings.app.secret).update(token.reveal()).digest('hex');
    return { appsecret_proof: proof };
  }
}

function platformOf(token: Secret): 'FACEBOOK' | 'INSTAGRAM' | 'META' | 'TWITTER' {
  return token instanceof AccessToken ? token.platform : 'META';
}

function multipart(
  params: Record<string, string>,
  { field, blob }: NonNullable<GraphCall['file']>,
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(params)) form.set(name, value);
  form.set(field, blob, 'file');
  return form;
}

function errorOnly(body: unknown): unknown {
  return valueAt(body, 'error') === undefined ? undefined : body;
}

/** Null stands for a request that Meta did not get to in time. */
function batchItem(item: unknown): HttpOutcome {
  const status = valueAt(item, 'code');
  if (typeof status !== 'number') return { kind: 'no-answer', cause: 'not run' };
  return { kind: 'answer', status, headers: {}, body: parsed(textAt(item, 'body')) };
}

function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '') as unknown;
  } catch {
    // Left to the reader of the answer: not JSON means no success.
    return undefined;
  }
}
