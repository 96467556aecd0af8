import { listAt, numberAt, textAt } from '../provider.json.ts';
import type { ProviderFailure } from '../provider.errors.ts';
import type { HttpAnswer, HttpOutcome } from '../provider.http.ts';
import {
  lostCallFailure,
  nextTry,
  scrubbed,
  unreadableAnswerFailure,
  whoMends,
} from '../provider.failure.ts';
import { limitsIn, windowEndIn } from './twitter-limits.ts';
import { type TwitterErrorRow, twitterErrors, twitterTokenErrors } from './twitter.errors.ts';

const quarterHourMs = 15 * 60_000;
const dayMs = 24 * 3_600_000;

interface TwitterProblem {
  type: string;
  title: string;
  codes: number[];
  words: string[];
}

/** What a call to the X API that did not succeed means (docs.x.com/x-api/fundamentals/response-codes-and-errors). */
export function twitterFailure(outcome: HttpOutcome, now: Date): ProviderFailure {
  const isPage = outcome.kind === 'answer' && isPageOfGateway(outcome);
  return failureBy(isPage ? [] : twitterErrors, outcome, now);
}

/** The same for the token and revoke endpoints. A limit or an outage there never means that a token is dead. */
export function twitterTokenFailure(outcome: HttpOutcome, now: Date): ProviderFailure {
  if (outcome.kind === 'answer' && isPageOfGateway(outcome)) {
    const notReached = lostCallFailure('TWITTER', { kind: 'not-sent', cause: 'a page instead of an answer' });
    return { ...notReached, httpStatus: outcome.status };
  }
  return failureBy([...twitterTokenErrors, ...twitterErrors], outcome, now);
}

/** X refuses in JSON. Whoever stands before it does so with a page, which says nothing of posts, tokens or accounts. */
function isPageOfGateway({ status, body }: HttpAnswer): boolean {
  return [400, 403, 404].includes(status) && (typeof body !== 'object' || body === null);
}

function failureBy(rows: readonly TwitterErrorRow[], outcome: HttpOutcome, now: Date): ProviderFailure {
  if (outcome.kind !== 'answer') return lostCallFailure('TWITTER', outcome);
  const problem = problemOf(outcome.body);
  const row = rows.find((candidate) => fits(candidate, problem, outcome.status));
  const failure = row
    ? fromRow(row, outcome, { problem, now })
    : unreadableAnswerFailure('TWITTER', outcome.status);
  return { ...failure, ...factsOf(problem, outcome) };
}

/** Reads problem+json, the older `errors` list and RFC 6749 errors into one shape. */
function problemOf(body: unknown): TwitterProblem {
  const errors = listAt(body, 'errors');
  return {
    type: (textAt(body, 'error') ?? textAt(body, 'type') ?? '').split('/').at(-1) ?? '',
    title: textAt(body, 'title') ?? '',
    codes: errors.flatMap((error) => numberAt(error, 'code') ?? []),
    words: [
      textAt(body, 'detail'),
      textAt(body, 'reason'),
      textAt(body, 'error_description'),
      ...errors.map((error) => textAt(error, 'message')),
    ].filter((words) => words !== undefined),
  };
}

function fits(row: TwitterErrorRow, problem: TwitterProblem, status: number): boolean {
  const { words } = row;
  return (
    (row.status?.includes(status) ?? true) &&
    (row.type?.includes(problem.type) ?? true) &&
    (row.title === undefined || row.title === problem.title) &&
    (row.code === undefined || problem.codes.includes(row.code)) &&
    (words === undefined || problem.words.some((sentence) => words.test(sentence)))
  );
}

function fromRow(
  row: TwitterErrorRow,
  answer: HttpAnswer,
  seen: { problem: TwitterProblem; now: Date },
): ProviderFailure {
  const limit = row.wait === undefined ? undefined : limitOf(row.wait, answer.headers, seen.now);
  const limitedCalls = limit ? ({ limitedCalls: 'this-endpoint' } as const) : {};
  const detail = scrubbed(seen.problem.words[0] ?? '');
  return {
    meaning: row.meaning,
    code: row.name,
    message: row.message.replace('{detail}', detail) + (limit ? nextTry(limit.retryAt) : ''),
    who: whoMends(row.meaning),
    ...limit,
    ...limitedCalls,
    ...(row.remake && { remake: row.remake }),
  };
}

function factsOf(problem: TwitterProblem, answer: HttpAnswer): Partial<ProviderFailure> {
  const platformCode = problem.codes[0]?.toString() ?? (problem.type === 'blank' ? '' : problem.type);
  const requestId = answer.headers['x-transaction-id'];
  const detail = problem.words.join(' ');
  return {
    httpStatus: answer.status,
    ...(platformCode ? { platformCode } : {}),
    ...(requestId ? { platformRequestId: requestId } : {}),
    ...(detail ? { detail: scrubbed(detail) } : {}),
  };
}

type Limit = Required<Pick<ProviderFailure, 'retryAt' | 'limitScope'>>;

/**
 * When X takes calls again: the latest reset among the windows that are used up, else in 15 minutes.
 */
function limitOf(wait: 'header' | 'a-day', headers: Record<string, string>, now: Date): Limit {
  if (wait === 'a-day') return { retryAt: new Date(now.getTime() + dayMs), limitScope: 'application' };
  const limits = limitsIn(headers, now).filter(({ resetAt }) => resetAt > now);
  const [longest] = limits
    .filter(({ remaining }) => remaining === 0)
    .sort((one, other) => other.resetAt.getTime() - one.resetAt.getTime());
  if (longest) {
    return {
      retryAt: longest.resetAt,
      limitScope: longest.window === '24h-app' ? 'application' : 'connection',
    };
  }
  // A 429 whose window does not admit to being empty still names its reset.
  const near = windowEndIn(headers, now);
  const retryAt = near && near > now ? near : new Date(now.getTime() + quarterHourMs);
  return { retryAt, limitScope: 'connection' };
}
