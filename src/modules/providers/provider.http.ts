import { EventEmitter } from 'node:events';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Span } from '@opentelemetry/api';
import { Agent, buildConnector, type Dispatcher, type FormData, request } from 'undici';
import { AppConfig } from '../../config/app-config.ts';
import { Metrics } from '../../http/metrics.ts';
import { inSpan, markFailed } from '../../http/spans.ts';
import { PlatformClocks } from './provider.clocks.service.ts';
import { textAt, valueAt } from './provider.json.ts';
import { operationOf } from './provider.operation.ts';
import {
  type GuardedStart,
  guardingStarts,
  type MayStart,
  StartedTooLateError,
} from './provider.start-guard.ts';

const connectTimeoutMs = 3_000;
const largestAnswerBytes = 1_048_576;

export type PlatformBody =
  | { form: Record<string, string> }
  | { json: unknown }
  | { multipart: FormData }
  | { bytes: Buffer; type: string };

export interface PlatformRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  /** Whose API, for metrics and traces. */
  platform?: 'FACEBOOK' | 'INSTAGRAM' | 'META' | 'TWITTER';
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: PlatformBody;
  /** Asked when the connection stands; false: nothing is sent. */
  mayStart?: MayStart | undefined;
}

/** The platform spoke. `body` is undefined when it did not speak JSON; ids in it are strings, as all three platforms send them. */
export interface HttpAnswer {
  kind: 'answer';
  status: number;
  /** Lower-case names; a repeated header is joined by commas. */
  headers: Record<string, string>;
  body: unknown;
}

/**
 * What became of one request.
 *
 * - `not-sent`: no connection was made, or none in time, which proves that the platform saw nothing.
 * - `no-answer`: the request may have arrived and may have had its effect.
 */
export type HttpOutcome =
  HttpAnswer | { kind: 'not-sent'; cause: string } | { kind: 'no-answer'; cause: string };

/**
 * The one way to a platform: one try, one deadline (`PLATFORM_TIMEOUT_MS`, from the queue to the last byte), no redirects.
 * Knows nothing about any platform. Never throws for what happens on the wire; the causes hold no address and no token.
 */
@Injectable()
export class PlatformHttp implements OnApplicationShutdown {
  /** Errors of the connecting phase, by identity: whatever they are, the request had no socket to leave through. */
  readonly #connectErrors = new WeakSet<object>();
  readonly #agent: Agent;
  readonly #dispatcher: Dispatcher;
  readonly #deadlineMs: number;
  readonly #metrics: Metrics;
  readonly #clocks: PlatformClocks;

  constructor(config: AppConfig, metrics: Metrics, clocks: PlatformClocks) {
    this.#metrics = metrics;
    this.#clocks = clocks;
    this.#deadlineMs = config.platformTimeoutMs;
    this.#agent = new Agent({
      connect: this.#rememberingConnector(),
      pipelining: 1,
      maxResponseSize: largestAnswerBytes,
    });
    this.#dispatcher = this.#agent.compose(guardingStarts);
  }

  send(wanted: PlatformRequest): Promise<HttpOutcome> {
    const { platform = 'none' } = wanted;
    const call = { platform, operation: operationOf(wanted.method, wanted.url) };
    const facts = { 'social.platform': call.platform, 'social.operation': call.operation };
    return inSpan('platform call', facts, (span) => this.#sendMeasured(wanted, call, span));
  }

  async #sendMeasured(
    wanted: PlatformRequest,
    call: { platform: string; operation: string },
    span: Span,
  ): Promise<HttpOutcome> {
    const ended = this.#metrics.platformCalls.startTimer(call);
    const noteTime = this.#clocks.asking(call.platform);
    const outcome = await this.#sendOnce(wanted);
    if (outcome.kind === 'answer') noteTime(outcome.headers);
    ended({ status: statusOf(outcome) });
    if (outcome.kind === 'answer') span.setAttribute('http.response.status_code', outcome.status);
    else markFailed(span, outcome.kind);
    return outcome;
  }

  async #sendOnce(wanted: PlatformRequest): Promise<HttpOutcome> {
    const deadline = new Deadline(this.#deadlineMs);
    try {
      const options: Parameters<typeof request>[1] & GuardedStart = {
        method: wanted.method,
        mayStart: wanted.mayStart,
        dispatcher: this.#dispatcher,
        signal: deadline,
        headersTimeout: this.#deadlineMs,
        bodyTimeout: this.#deadlineMs,
        headers: { accept: 'application/json', ...contentTypeOf(wanted.body), ...wanted.headers },
        body: encodeBody(wanted.body),
      };
      const response = await request(addressOf(wanted), options);
      return {
        kind: 'answer',
        status: response.statusCode,
        headers: plainHeaders(response.headers),
        body: parseJson(await readCapped(response.body)),
      };
    } catch (error) {
      return this.#outcomeOf(error);
    } finally {
      deadline.clear();
    }
  }

  /** The last hook of all: sends that are on their way end before it. */
  async onApplicationShutdown(): Promise<void> {
    await this.#agent.close();
  }

  #outcomeOf(error: unknown): HttpOutcome {
    const cause = causeOf(error);
    const provenUnsent =
      error instanceof StartedTooLateError ||
      (typeof error === 'object' && error !== null && this.#connectErrors.has(error));
    return provenUnsent ? { kind: 'not-sent', cause } : { kind: 'no-answer', cause };
  }

  #rememberingConnector(): buildConnector.connector {
    const connect = buildConnector({ timeout: connectTimeoutMs });
    return (options, callback) =>
      connect(options, (...result) => {
        if (result[0]) this.#connectErrors.add(result[0]);
        callback(...result);
      });
  }
}

/** What AbortSignal.timeout does, at a fifth of its cost: undici takes any emitter of `abort` and reads its `reason`. */
class Deadline extends EventEmitter {
  reason: Error | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(ms: number) {
    super();
    this.#timer = setTimeout(() => this.#pass(), ms);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }

  #pass(): void {
    this.reason = new DOMException('The deadline has passed.', 'TimeoutError');
    this.emit('abort');
  }
}

/** `2xx` to `5xx`, or what became of a call without an answer. */
function statusOf(outcome: HttpOutcome): string {
  return outcome.kind === 'answer' ? `${Math.floor(outcome.status / 100)}xx` : outcome.kind;
}

function addressOf(wanted: PlatformRequest): URL {
  const url = new URL(wanted.url);
  for (const [name, value] of Object.entries(wanted.query ?? {})) url.searchParams.set(name, value);
  return url;
}

function contentTypeOf(body: PlatformBody | undefined): Record<string, string> {
  if (!body || 'multipart' in body) return {};
  if ('bytes' in body) return { 'content-type': body.type };
  return { 'content-type': 'form' in body ? 'application/x-www-form-urlencoded' : 'application/json' };
}

function encodeBody(body: PlatformBody | undefined): string | Buffer | FormData | null {
  if (!body) return null;
  if ('bytes' in body) return body.bytes;
  if ('multipart' in body) return body.multipart;
  return 'form' in body ? new URLSearchParams(body.form).toString() : JSON.stringify(body.json);
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return plain;
}

/** Beyond the cap the answer counts as one that cannot be read; the status still tells what to do. */
async function readCapped(body: Dispatcher.ResponseData['body']): Promise<string> {
  try {
    return await body.text();
  } catch (error) {
    if (valueAt(error, 'code') === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return '';
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Gateways answer in HTML. The status still tells what to do.
    return undefined;
  }
}

/** The error's code or name only: messages may quote addresses, and addresses may hold tokens. */
function causeOf(error: unknown): string {
  const code = valueAt(error, 'code');
  return typeof code === 'string' ? code : (textAt(error, 'name') ?? 'unknown error');
}
