import { AppError } from '../../kernel/app-error.ts';
import { platformNames, type Platform } from '../../kernel/platform.ts';
import { asSentence } from '../../kernel/sentence.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';
import { callsKeptCode, goneCode } from './engagement-results.ts';

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
    message: `The platform takes no calls for this connection until ${until.toISOString()}. Call again after that; this service does not repeat it.`,
    retryAt: until,
  });
}

/** What passes by itself is told in words of this call: nobody repeats it, as the reads of the cadence are repeated. */
export function unreadable(platform: Platform, failure: ProviderFailure): AppError {
  const { code, who, retryAt } = failure;
  const message = who === 'wait' ? unreadableNow(platformNames[platform], failure) : failure.message;
  return new AppError({ kind: 'unavailable', code, message, ...(retryAt && { retryAt }) });
}

function unreadableNow(name: string, { code, meaning, retryAt }: ProviderFailure): string {
  const limit = code === callsKeptCode ? 'has few calls left for this account now, and they are kept for posts' : 'takes no calls for this account now';
  const because = meaning === 'rate-limited' ? limit : 'did not tell the figures';
  const again = `Call again ${retryAt ? `after ${retryAt.toISOString()}` : 'in a few minutes'}`;
  return `${name} ${because}; those that were read before stay. ${again}; this service does not repeat the call.`;
}
