import { AppError } from '../../kernel/app-error.ts';
import { asSentence } from '../../kernel/sentence.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import { goneCode } from './engagement-results.ts';

/** `because` ends the sentence "The post has no figures to read: …". */
export function notPublished(because: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'POST_NOT_PUBLISHED',
    message: `The post has no figures to read: ${because}. Only a published post can be read.`,
  });
}

export function reconnectRequired(reason: string | null): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'RECONNECT_REQUIRED',
    message: `${asSentence(reason ?? 'The connection is not active.')} Start a reconnect and send the link to the club admin.`,
  });
}

export function deletedOnPlatform(message: string): AppError {
  return new AppError({ kind: 'conflict', code: goneCode, message });
}

export function limited(until: Date): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'RATE_LIMITED',
    message: `The platform takes no calls for this connection until ${until.toISOString()}. Try again then.`,
    extra: { retryAt: until.toISOString() },
  });
}

export function unreadable({ code, message, retryAt }: ProviderFailure): AppError {
  return new AppError({
    kind: 'unavailable',
    code,
    message,
    ...(retryAt && { extra: { retryAt: retryAt.toISOString() } }),
  });
}
