/** What went wrong, in the service's own words; the HTTP layer decides which status that is. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'conflict'
  | 'precondition'
  | 'unprocessable'
  | 'too-large'
  | 'unsupported'
  | 'rate-limited'
  | 'unavailable';

/** One thing wrong with one field of a request. */
export interface FieldProblem {
  /** Path of the field, for example `media[0].url`. */
  field: string;
  /** Stable, machine readable. */
  code: string;
  /** What was expected and what came, for a person. */
  message: string;
  /** The limit that was broken, and what came instead; where both can be told. */
  limit?: number | string;
  actual?: number | string;
}

export interface AppErrorDetails {
  kind: ErrorKind;
  /** Stable code such as `POST_NOT_FOUND`; API consumers branch on it. */
  code: string;
  /** A sentence that says what happened and what to do. */
  message: string;
  fields?: FieldProblem[];
  /** When the same call may be taken: a member of the problem document, and the header `Retry-After`. */
  retryAt?: Date;
  /** The same for a wait without a time of its own, in whole seconds. */
  retryAfterSeconds?: number;
  /** More members for the problem document, for example the id of the post that is in the way. */
  extra?: Record<string, unknown>;
}

/** An error that the caller cannot mend; results we store are unions, not errors. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly fields: FieldProblem[] | undefined;
  readonly retryAt: Date | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly extra: Record<string, unknown> | undefined;

  constructor(details: AppErrorDetails) {
    super(details.message);
    this.name = 'AppError';
    this.kind = details.kind;
    this.code = details.code;
    this.fields = details.fields;
    this.retryAt = details.retryAt;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.extra = details.extra;
  }
}

export function notFound(what: 'Connection' | 'Media' | 'Post' | 'Session', id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: `${what.toUpperCase()}_NOT_FOUND`,
    message: `There is no ${what.toLowerCase()} with the id ${id} in this tenant.`,
  });
}

export function invalidFields(fields: FieldProblem[]): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'VALIDATION_FAILED',
    message: fields.map((problem) => `${problem.field}: ${problem.message}`).join(' '),
    fields,
  });
}
