import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import { AppError, type FieldProblem } from '../../kernel/app-error.ts';
import { platformNames, type Platform } from '../../kernel/platform.ts';
import { asSentence } from '../../kernel/sentence.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import { PostDto } from './posts.dto.ts';
import type { Post } from './post.ts';

export function connectionsNotFound(fields: FieldProblem[]): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'CONNECTION_NOT_FOUND',
    message: 'At least one connection does not exist in this tenant. Nothing was stored.',
    fields,
  });
}

export function unknownConnection(id: string, index: number): FieldProblem {
  return {
    field: `connectionIds[${index}]`,
    code: 'CONNECTION_NOT_FOUND',
    message: `There is no connection ${id} in this tenant.`,
  };
}

/** `verb` ends "A post can be …". */
export function wrongState(post: Post, verb: string, from: PostStatus[]): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'POST_WRONG_STATUS',
    message: `A post can be ${verb} while it is ${from.join(' or ')}; this one is ${post.status}.`,
    extra: { postStatus: post.status },
  });
}

export function changedMeanwhile(post: Post, expected: number): AppError {
  return new AppError({
    kind: 'precondition',
    code: 'POST_CHANGED',
    message: `The post was changed meanwhile: it is version ${post.version} (${post.status}), the call was made for version ${expected}. Nothing was done; read it again.`,
    extra: { currentVersion: post.version },
  });
}

export function notOnPlatform(post: Post): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'POST_NOT_PUBLISHED',
    message: `Only a published post can be taken off its platform; this one is ${post.status}.`,
    extra: { postStatus: post.status },
  });
}

export function historyStays(post: Post): AppError {
  const message = post.status === 'PUBLISHED' ? 'A published post stays in the list. With ?onPlatform=true it is taken off the platform.' : `A post can be deleted while it is DRAFT, FAILED or CANCELLED; this one is ${post.status}. ${whatToDoFirst(post)}`;
  return new AppError({ kind: 'conflict', code: 'POST_WRONG_STATUS', message, extra: { postStatus: post.status } });
}

/** What is on its way cannot be called back. */
function whatToDoFirst({ status }: Post): string {
  return status === 'PUBLISHING' ? 'Wait until its publishing has ended.' : 'Cancel it first.';
}

export function mayBeLive(): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'OUTCOME_UNKNOWN',
    message: 'Nobody knows whether this post is live, so its row is kept. Look at the account; a retry looks again before it sends.',
  });
}

export function connectionUnusable(reason: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'RECONNECT_REQUIRED',
    message: `${asSentence(reason)} Start a reconnect and send the link to the club admin.`,
  });
}

/** The platform said no, or nothing. What passes by itself is told in words of this call: nobody repeats it, as publishing is repeated. */
export function notRemoved(platform: Platform, failure: ProviderFailure): AppError {
  const { code, retryAt, meaning, who } = failure;
  const passes = meaning === 'rate-limited' || who === 'wait';
  return new AppError({
    kind: passes ? 'unavailable' : 'conflict',
    code,
    message: passes ? notRemovedNow(platformNames[platform], failure) : failure.message,
    ...(retryAt && { retryAt }),
    extra: { who },
  });
}

function notRemovedNow(name: string, { meaning, retryAt }: ProviderFailure): string {
  const again = `Call again ${retryAt ? `after ${retryAt.toISOString()}` : 'in a few minutes'}`;
  if (meaning === 'unknown') return `${name} did not say whether it took the post off. ${again}; what is gone there already counts as taken off.`;
  const because = meaning === 'rate-limited' ? 'takes no calls for this account now' : 'could not be asked to take the post off';
  return `${name} ${because}, so the post is still live. ${again}; this service does not repeat it.`;
}

export const nameIsTaken: FieldProblem = {
  field: 'clientReference',
  code: 'CLIENT_REFERENCE_TAKEN',
  message: 'There is a post with this name over this connection already.',
};

/** The name is in use: with the posts that have it, so that the caller sees what became of the first try. */
export function referenceTaken(posts: Post[]): AppError {
  const message = `There is a post with this clientReference already${posts.length > 1 ? ' over some of these connections' : ''}. Nothing was stored; the answer has it.`;
  return new AppError({
    kind: 'conflict',
    code: 'CLIENT_REFERENCE_TAKEN',
    message,
    fields: [{ field: 'clientReference', code: 'CLIENT_REFERENCE_TAKEN', message }],
    extra: { posts: posts.map(PostDto.from) },
  });
}

export function nameTwice(clientReference: string): AppError {
  const message = `The clientReference ${JSON.stringify(clientReference)} is used twice over the same connection in this call.`;
  return new AppError({
    kind: 'conflict',
    code: 'CLIENT_REFERENCE_TAKEN',
    message,
    fields: [{ field: 'clientReference', code: 'CLIENT_REFERENCE_TAKEN', message }],
  });
}

/** The call took longer than its lease, and somebody else carried it out. */
export function outrun(): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'IDEMPOTENCY_IN_PROGRESS',
    message: 'The same request was carried out by another call meanwhile. Send it again to get its answer.',
    retryAfterSeconds: 5,
  });
}
