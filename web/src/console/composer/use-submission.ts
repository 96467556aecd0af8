import { SocialProblem, type Connection } from '@social-integration/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Platform } from '../../shared/platform.ts';
import { failureOf as wordsFor } from '../shell/failure.ts';
import { createPosts, type PostGroup } from './composer-calls.ts';
import type { PostBody } from './draft-body.ts';
import { problemsOfRefusal, type Problem } from './problems.ts';
import { endSubmission, nameOfSubmission } from './submission-name.ts';

export type SubmissionFailure =
  | { kind: 'problems'; problems: Problem[]; body: string }
  | { kind: 'refused'; reason: string; requestId: string | null }
  /** Nobody knows whether the service stored it; the same body sent again makes it once. */
  | { kind: 'no-answer' };

const mutationKey = ['composer', 'send'];

/** Sends a post once, however often it has to be sent. */
export function useSubmission(accounts: Connection[], whenDone: (made: PostGroup) => void) {
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationKey,
    mutationFn: (body: PostBody) => createPosts(body, nameOfSubmission(body, sessionStorage)),
    onSuccess: async (made) => {
      endSubmission(sessionStorage);
      whenDone(made);
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'composer' });
    },
    onError: (error) => {
      if (isVerdict(error)) endSubmission(sessionStorage);
    },
  });
  const platformOf = new Map(accounts.map(({ id, platform }) => [id, platform]));
  const failure =
    mutation.error && mutation.variables && failureOf(mutation.error, mutation.variables, platformOf);
  return {
    send: (body: PostBody) => {
      // Asked of the cache: `isPending` is told too late for the second half of a double click.
      if (queryClient.isMutating({ mutationKey }) === 0) mutation.mutate(body);
    },
    error: mutation.error,
    isUnderWay: mutation.isPending,
    failure: failure ?? null,
  };
}

/** The service looked at it and stored nothing. Trouble of its own (5xx), and a first try that still runs (409), say no such thing. */
function isVerdict(error: Error): error is SocialProblem {
  return error instanceof SocialProblem && error.status < 500 && error.code !== 'IDEMPOTENCY_IN_PROGRESS';
}

function failureOf(error: Error, body: PostBody, platformOf: Map<string, Platform>): SubmissionFailure {
  if (!isVerdict(error)) return { kind: 'no-answer' };
  const errors = error.problem?.errors;
  if (errors && errors.length > 0)
    return { kind: 'problems', problems: problemsOfRefusal(errors, platformOf), body: JSON.stringify(body) };
  return { kind: 'refused', ...wordsFor(error) };
}
