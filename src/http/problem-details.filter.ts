import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type AppErrorDetails, type ErrorKind } from '../kernel/app-error.ts';
import { Clock } from '../kernel/clock.ts';
import { redact } from '../security/redact.ts';
import { titleOf, typeOf } from './problem-document.ts';
import { isBrowser } from './is-browser.ts';
import { plainPage } from './plain-page.ts';
import type { ProblemDto } from './problem.dto.ts';

const routeNotFound = 'ROUTE_NOT_FOUND';

/** A person mistyped an address, or the end of a link was cut off. */
const noSuchPage = {
  title: 'There is no page at this address',
  text: 'Look whether the whole link was copied. If it came in a mail, open it from there.',
};

const statuses: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  precondition: 412,
  'too-large': 413,
  unsupported: 415,
  unprocessable: 422,
  'rate-limited': 429,
  unavailable: 503,
};

/** Turns whatever was thrown into a problem document. What it does not know becomes a 500 that tells nothing. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(private readonly clock: Clock) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(error, request.id);
    const reply = http.getResponse<FastifyReply>();
    const waitSeconds = error instanceof AppError ? secondsToWait(error, this.clock.now()) : null;
    if (waitSeconds !== null) void reply.header('retry-after', String(waitSeconds));
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    if (problem.code === routeNotFound && isBrowser(request.headers.accept)) {
      void reply.status(404).type('text/html; charset=utf-8').send(plainPage(noSuchPage));
      return;
    }
    void reply.status(problem.status).header('content-type', 'application/problem+json').send(problem);
  }
}

const logger = new Logger('Http');

/** What the caller is told of an error. An unknown one is logged here, with its stack. */
export function problemOf(error: unknown, requestId: string): ProblemDto {
  if (error instanceof AppError) return problem(statuses[error.kind], requestId, error);
  const status = statusOf(error);
  if (status !== undefined && status < 500) {
    return problem(status, requestId, { code: codeOf(error, status), message: messageOf(error) });
  }
  logger.error(redact(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return problem(500, requestId, {
    code: 'INTERNAL_ERROR',
    message: `Something went wrong here. Nothing more is known to the caller; the logs have it under request ${requestId}.`,
  });
}

type ProblemWords = Pick<AppErrorDetails, 'code' | 'message'> & {
  fields?: AppErrorDetails['fields'] | undefined;
  retryAt?: Date | undefined;
  retryAfterSeconds?: number | undefined;
  extra?: AppErrorDetails['extra'] | undefined;
};

function problem(
  status: number,
  requestId: string,
  { code, message, fields, retryAt, retryAfterSeconds, extra }: ProblemWords,
): ProblemDto {
  return {
    type: typeOf(code),
    title: titleOf(status),
    status,
    detail: message,
    code,
    requestId,
    ...(fields && { errors: fields }),
    ...(retryAt && { retryAt: retryAt.toISOString() }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...extra,
  };
}

/** For `Retry-After`: whole seconds, never none at all; null where no time is known. RFC 9110, section 10.2.3 */
function secondsToWait({ retryAt, retryAfterSeconds }: AppError, now: Date): number | null {
  if (!retryAt) return retryAfterSeconds ?? null;
  return Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1000));
}

/** Nest's own exceptions and Fastify's (broken JSON, body too large) carry a status. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown }).statusCode;
  return typeof status === 'number' && status >= 400 ? status : undefined;
}

function codeOf(error: unknown, status: number): string {
  if ((error as { code?: unknown }).code === 'FST_ERR_BAD_URL') return 'ADDRESS_UNREADABLE';
  if (status === 404) return routeNotFound;
  if (status === 413) return 'BODY_TOO_LARGE';
  if (status === 415) return 'UNSUPPORTED_MEDIA_TYPE';
  return status === 400 ? 'BODY_UNREADABLE' : `HTTP_${status}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? redact(error.message) : 'The request could not be handled.';
}
