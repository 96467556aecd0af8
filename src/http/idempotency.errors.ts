import { AppError, invalidFields } from '../kernel/app-error.ts';

export function keyUnusable(key: string): AppError {
  const came = key.length > 60 ? `${key.length} characters` : JSON.stringify(key);
  return invalidFields([
    {
      field: 'Idempotency-Key',
      code: 'IDEMPOTENCY_KEY_INVALID',
      message: `It must be 1 to 255 printable ASCII characters, such as a UUID; it was ${came}.`,
    },
  ]);
}

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ (2.7: another payload is 422, an unfinished call 409) */
export function keyReused(key: string): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'IDEMPOTENCY_KEY_REUSED',
    message: `The key ${key} was used for another request in the last 24 hours. Nothing was done. Use a new key for a new request.`,
  });
}

export function stillUnderWay(key: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'IDEMPOTENCY_IN_PROGRESS',
    message: `The first request with the key ${key} has no answer yet. Send the same request with the same key again in a few seconds.`,
    retryAfterSeconds: 5,
  });
}
