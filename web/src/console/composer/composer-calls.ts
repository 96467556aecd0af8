import { answerOf, SocialProblem, type components, type Connection } from '@social-integration/client';
import type { Platform } from '../../shared/platform.ts';
import { api } from '../api.ts';
import { isCheckable, withoutOptions, type PostBody } from './draft-body.ts';
import { problemsOfChecks, problemsOfRefusal, type AccountCheck, type Problem } from './problems.ts';

export type PlatformRules = components['schemas']['PlatformDto'];
export type PostGroup = components['schemas']['PostGroupDto'];

export interface Check {
  accounts: AccountCheck[];
  problems: Problem[];
}

/** Every account of the club, whatever its state. */
export async function fetchAccounts(): Promise<Connection[]> {
  const accounts: Connection[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 100, ...(cursor && { cursor }) };
    const page = await answerOf(api.GET('/api/v1/social/connections', { params: { query } }));
    accounts.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return accounts;
}

export async function fetchPlatforms(): Promise<PlatformRules[]> {
  return (await answerOf(api.GET('/api/v1/social/platforms'))).data;
}

/** What the service says to a post that nobody has sent yet. Options that are half typed do not hide what it says to the rest. */
export async function checkBody(body: PostBody, signal: AbortSignal): Promise<Check> {
  const answer = await tryBody(body, signal);
  if (answer.accounts.length > 0) return answer;
  const rest = withoutOptions(body, answer.problems);
  if (!rest || !isCheckable(rest)) return answer;
  const { accounts, problems } = await tryBody(rest, signal);
  return { accounts, problems: [...answer.problems, ...problems] };
}

async function tryBody(body: PostBody, signal: AbortSignal): Promise<Check> {
  try {
    const call = api.POST('/api/v1/social/posts/validate', { body, signal });
    const { results } = await answerOf(call);
    return { accounts: results, problems: problemsOfChecks(results) };
  } catch (error) {
    const errors = error instanceof SocialProblem && error.problem?.errors;
    if (!errors) throw error;
    return { accounts: [], problems: problemsOfRefusal(errors, new Map<string, Platform>()) };
  }
}

/** `name` is the Idempotency-Key. */
export async function createPosts(body: PostBody, name: string): Promise<PostGroup> {
  const params = { header: { 'Idempotency-Key': name } };
  return await answerOf(api.POST('/api/v1/social/posts', { body, params }));
}
