import { platformNames } from '../../kernel/platform.ts';
import { numberAt, textAt, valueAt } from './provider.json.ts';
import { type MetaErrorRow, metaErrors, metaOutage, metaVideoRefused } from './meta.errors.ts';
import { minutesToRegainAccess } from './meta.limits.ts';
import type { FailureMeaning, ProviderFailure } from './provider.errors.ts';
import type { HttpAnswer, HttpOutcome } from './provider.http.ts';
import { lostCallFailure, nextTry, scrubbed, unreadableAnswerFailure, whoMends } from './provider.failure.ts';

export type MetaPlatform = 'FACEBOOK' | 'INSTAGRAM';

export interface MetaError {
  code: number | undefined;
  subcode: number | undefined;
  message: string;
  isTransient: boolean;
  requestId: string | undefined;
}

export interface MetaContext {
  platform: MetaPlatform;
  now: Date;
  /** What the call was about: a connected account cannot be `gone`, only hidden from us. */
  subject: 'account' | 'post';
}

/** The error in a Graph answer, which may come with any HTTP status, 200 included; null when there is none. */
function parseMetaError(body: unknown): MetaError | null {
  const error = valueAt(body, 'error');
  if (typeof error !== 'object' || error === null) return null;
  return {
    code: numberAt(error, 'code'),
    subcode: numberAt(error, 'error_subcode'),
    message: textAt(error, 'message') ?? '',
    isTransient: valueAt(error, 'is_transient') === true,
    requestId: textAt(error, 'fbtrace_id'),
  };
}

/** Success needs a 2xx status and a readable body without an error, or a `"success": false`, in it. */
export function isMetaSuccess(outcome: HttpOutcome): outcome is HttpAnswer {
  return (
    outcome.kind === 'answer' &&
    outcome.status >= 200 &&
    outcome.status < 300 &&
    outcome.body !== undefined &&
    valueAt(outcome.body, 'success') !== false &&
    parseMetaError(outcome.body) === null
  );
}

/**
 * What a Graph call that did not succeed means. Decided by code and subcode, then by code, then by status
 * (developers.facebook.com/docs/graph-api/guides/error-handling); `type` says nothing, nearly all are OAuthException.
 */
export function metaFailure(outcome: HttpOutcome, context: MetaContext): ProviderFailure {
  if (outcome.kind !== 'answer') return lostCallFailure(context.platform, outcome);
  const error = parseMetaError(outcome.body);
  if (!error) {
    return outcome.status >= 500 || outcome.status === 429
      ? { ...fromRow(metaOutage, context), httpStatus: outcome.status }
      : unreadableAnswerFailure(context.platform, outcome.status);
  }
  const row = rowOf(error) ?? rowByStatus(error, outcome.status);
  return withFacts(row ? fromRow(row, context, outcome.headers) : unknownCode(context), error, outcome);
}

/** What an error says of a request that can be right or wrong; it contradicts itself when it calls itself passing. */
const lastingNo = new Set<FailureMeaning>(['content', 'permission', 'configuration', 'gone']);

/**
 * The same for the one visible call, which may have gone through although its answer is an error: with a 5xx, whatever code it
 * carries; with `is_transient` beside a lasting refusal; and where the draft is said to be gone, which it is after it was published, too.
 */
export function metaSendFailure(outcome: HttpOutcome, context: MetaContext): ProviderFailure {
  const failure = metaFailure(outcome, context);
  if (outcome.kind !== 'answer') return failure;
  const error = parseMetaError(outcome.body);
  if (outcome.status >= 500 || (error?.isTransient && lastingNo.has(failure.meaning))) {
    const down = fromRow(metaOutage, context);
    return error ? withFacts(down, error, outcome) : { ...down, httpStatus: outcome.status };
  }
  const { preparedAnew, ...rest } = failure;
  return preparedAnew ? { ...rest, meaning: 'unknown' } : failure;
}

/** The failure behind the `status` text of an Instagram container in state ERROR, which holds the subcode as digits. */
export function containerFailure(status: string, context: MetaContext): ProviderFailure {
  const subcode = Number(/\b2207\d{3}\b/.exec(status)?.[0]);
  const row = metaErrors.find((candidate) => candidate.subcode === subcode);
  const failure: ProviderFailure = row
    ? fromRow(row, context)
    : {
        meaning: 'content',
        code: 'INSTAGRAM_MEDIA_REFUSED',
        message:
          'Instagram could not use the picture or video. Use a JPEG of at most 8 MB or an MP4 and try again.',
        who: 'author',
      };
  const platformCode = row ? { platformCode: String(subcode) } : {};
  return { ...failure, ...platformCode, detail: scrubbed(status) };
}

/** The failure behind a number that Facebook puts into the `status` of a video; its words tell where the number is none we know. */
export function videoFailure(
  error: { code: number | undefined; words: string },
  context: MetaContext,
): ProviderFailure {
  const row =
    metaErrors.find(({ subcode }) => subcode !== undefined && subcode === error.code) ?? metaVideoRefused;
  const platformCode = error.code === undefined ? {} : { platformCode: String(error.code) };
  return { ...fromRow(row, context), ...platformCode, ...(error.words && { detail: scrubbed(error.words) }) };
}

/** Whether a call that makes nothing visible may simply be made again. */
export function mayCallAgain({ meaning }: ProviderFailure): boolean {
  return meaning === 'unavailable' || meaning === 'unknown';
}

function rowOf(error: MetaError): MetaErrorRow | undefined {
  const { code, subcode } = error;
  return (
    metaErrors.find(
      (row) => row.subcode !== undefined && row.subcode === subcode && (row.code ?? code) === code,
    ) ??
    metaErrors.find((row) => row.code === undefined && row.subcode === code) ??
    metaErrors.find((row) => row.words?.test(error.message) === true && row.code === code) ??
    metaErrors.find((row) => row.subcode === undefined && row.words === undefined && covers(row, code))
  );
}

function covers(row: MetaErrorRow, code: number | undefined): boolean {
  if (code === undefined) return false;
  return typeof row.code === 'object' ? code >= row.code[0] && code <= row.code[1] : row.code === code;
}

function rowByStatus(error: MetaError, status: number): MetaErrorRow | undefined {
  return error.isTransient || status >= 500 ? metaOutage : undefined;
}

function unknownCode({ platform }: MetaContext): ProviderFailure {
  const name = platformNames[platform];
  return {
    meaning: 'unknown',
    code: `${platform}_ERROR_UNKNOWN`,
    message: `${name} refused the request for a reason this service does not know. It looks what became of the request.`,
    who: 'wait',
  };
}

function fromRow(
  row: MetaErrorRow,
  context: MetaContext,
  headers: Record<string, string> = {},
): ProviderFailure {
  if (row.meaning === 'gone' && context.subject === 'account') return hiddenAccount(context);
  const retryAt = row.limit ? retryAtOf(row.limit, headers, context.now) : undefined;
  return {
    meaning: row.meaning,
    code: row.name.replace('{PLATFORM}', context.platform),
    message:
      row.message.replaceAll('{platform}', platformNames[context.platform]) +
      (retryAt ? nextTry(retryAt) : ''),
    who: row.who ?? whoMends(row.meaning),
    ...(row.preparedAnew && { preparedAnew: row.preparedAnew }),
    ...(row.limit && retryAt ? { retryAt, limitScope: row.limit.scope } : {}),
  };
}

function hiddenAccount({ platform }: MetaContext): ProviderFailure {
  return {
    meaning: 'permission',
    code: `${platform}_ACCOUNT_HIDDEN`,
    message: `We may no longer see this ${platformNames[platform]} account. Reconnect and tick it in the Facebook dialog.`,
    who: 'club-admin',
  };
}

function withFacts(failure: ProviderFailure, error: MetaError, answer: HttpAnswer): ProviderFailure {
  const platformCode = [error.code, error.subcode].filter((part) => part !== undefined).join('/');
  return {
    ...failure,
    httpStatus: answer.status,
    ...(platformCode ? { platformCode } : {}),
    ...(error.requestId ? { platformRequestId: error.requestId } : {}),
    ...(error.message ? { detail: scrubbed(error.message) } : {}),
  };
}

function retryAtOf(
  limit: NonNullable<MetaErrorRow['limit']>,
  headers: Record<string, string>,
  now: Date,
): Date {
  const told = limit.source === 'header' ? minutesToRegainAccess(headers) : 0;
  return new Date(now.getTime() + (told || limit.minutes) * 60_000);
}
