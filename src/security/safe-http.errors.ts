import type { Dispatcher } from 'undici';

/**
 * - `refused`: the address is one we do not call; only another address helps.
 * - `unreachable`: no answer in time, or the name is not known; may work later.
 * - `status`: the server answered, but not with the file.
 * - `too-large`: the file has more bytes than were allowed.
 */
export type SafeHttpReason = 'refused' | 'unreachable' | 'status' | 'too-large';

/** Why a file could not be fetched, in words for the person who gave the address. */
export class SafeHttpError extends Error {
  readonly reason: SafeHttpReason;

  constructor(reason: SafeHttpReason, message: string) {
    super(message);
    this.name = 'SafeHttpError';
    this.reason = reason;
  }
}

export function tooLarge(maxBytes: number): SafeHttpError {
  return new SafeHttpError('too-large', `The file is larger than the ${maxBytes} bytes that are allowed.`);
}

/** Why there was no answer to something that was sent. */
export function noAnswer(error: unknown, hostname: string, timeoutMs: number): SafeHttpError {
  if (error instanceof SafeHttpError) return error;
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new SafeHttpError('unreachable', `${hostname} did not answer within ${timeoutMs / 1000} seconds.`);
  }
  const code = (error as { code?: unknown }).code;
  return new SafeHttpError('unreachable', `${hostname} could not be reached or broke off${typeof code === 'string' ? ` (${code})` : ''}.`);
}

/** Throws SafeHttpError for every answer that does not hold the file. */
export async function requireFile(response: Dispatcher.ResponseData): Promise<Dispatcher.ResponseData> {
  if (response.statusCode === 200) return response;
  await response.body.dump({ limit: 16_384 });
  const mayComeBack = response.statusCode >= 500 || response.statusCode === 429;
  throw new SafeHttpError(mayComeBack ? 'unreachable' : 'status', `The server of the file answered with status ${response.statusCode}.`);
}
