/** One thing wrong with one field of a request. */
export class FieldProblemDto {
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
}
