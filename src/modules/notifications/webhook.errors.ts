import { AppError, invalidFields } from '../../kernel/app-error.ts';

export function endpointNotFound(id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'WEBHOOK_ENDPOINT_NOT_FOUND',
    message: `There is no webhook endpoint with the id ${id} in this tenant.`,
  });
}

export function deliveryNotFound(id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'WEBHOOK_DELIVERY_NOT_FOUND',
    message: `There is no webhook delivery with the id ${id} in this tenant. Deliveries are kept for 30 days.`,
  });
}

export function tooManyEndpoints(most: number): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'WEBHOOK_ENDPOINT_LIMIT',
    message: `A tenant has at most ${most} webhook endpoints. Delete one that is no longer needed.`,
  });
}

export function endpointPaused(reason: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'WEBHOOK_ENDPOINT_PAUSED',
    message: `The endpoint is paused, so nothing is sent to it: ${reason} Enable it first.`,
  });
}

export function urlRefused(message: string): AppError {
  return invalidFields([{ field: 'url', code: 'URL_REFUSED', message }]);
}
