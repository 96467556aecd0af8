import { ApiPropertyOptional } from '@nestjs/swagger';

const numberOrText = { oneOf: [{ type: 'number' }, { type: 'string' }] };

/** One thing wrong with one field of a request. */
export class FieldProblemDto {
  /** Path of the field, for example `media[0].url`. */
  field: string;
  /** Stable, machine readable. */
  code: string;
  /** What was expected and what came, for a person. */
  message: string;
  /** The limit that was broken, and what came instead; where both can be told. */
  @ApiPropertyOptional(numberOrText)
  limit?: number | string;
  @ApiPropertyOptional(numberOrText)
  actual?: number | string;
  /** Whose platform does not take it, where a post is for more than one connection. */
  connectionId?: string;
}

/** RFC 9457. Programs branch on `code`; `detail` is for people. */
export class ProblemDto {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Stable, for example `POST_NOT_FOUND`. */
  code: string;
  /** As in the header `x-request-id` of the answer, and in the logs. */
  requestId: string;
  /** What is wrong with which field; only where fields are. */
  errors?: FieldProblemDto[];
  /** When the same call may be taken; the header `Retry-After` says the same in seconds. */
  @ApiPropertyOptional({ format: 'date-time' })
  retryAt?: string;
  /** A wait without a time of its own, as in `Retry-After`. */
  retryAfterSeconds?: number;
}
