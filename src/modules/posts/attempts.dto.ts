import type { AttemptOutcome } from '../../database/entities/social-publish-attempt.entity.ts';

export class AttemptDto {
  id: string;
  /** Null while it is open. */
  outcome: AttemptOutcome | null;
  createdAt: Date;
  sendStartedAt: Date | null;
  closedAt: Date | null;
  platformPostId: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  httpStatus: number | null;
  /** The platform's own code, and its id of the request, for its support. */
  platformCode: string | null;
  platformRequestId: string | null;
  detail: string | null;
}

export class AttemptListDto {
  data: AttemptDto[];
}
