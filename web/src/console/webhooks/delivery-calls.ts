import { answerOf, type components } from '@social-integration/client';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { useRefreshWebhooks } from './endpoint-calls.ts';

export type Delivery = components['schemas']['WebhookDeliveryDto'];

export const deliveryStatuses = ['PENDING', 'DELIVERED', 'FAILED'] as const satisfies Delivery['status'][];

export interface DeliveryFilter {
  endpointId: string | null;
  status: Delivery['status'] | null;
}

const pageSize = 50;
const soonMs = 60_000;

/** Newest first. While something is about to be sent the log looks again at once, otherwise every half minute. */
export function useDeliveries({ endpointId, status }: DeliveryFilter) {
  return useInfiniteQuery({
    queryKey: ['webhooks', 'deliveries', { endpointId, status }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/social/webhook-deliveries', {
          params: {
            query: {
              limit: pageSize,
              cursor: pageParam,
              endpointId: endpointId ?? undefined,
              status: status ?? undefined,
            },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) => {
      const isMoving = state.data?.pages.some(({ data }) => data.some(isAboutToBeSent)) ?? false;
      return isMoving ? 2_000 : 30_000;
    },
  });
}

function isAboutToBeSent({ status, nextAttemptAt }: Delivery): boolean {
  return status === 'PENDING' && nextAttemptAt !== null && Date.parse(nextAttemptAt) - Date.now() < soonMs;
}

export function useDelivery(id: string) {
  return useQuery({
    queryKey: ['webhooks', 'delivery', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/social/webhook-deliveries/{id}', { params: { path: { id } }, signal })),
  });
}

/** Sends a delivery again under its old id. */
export function useReplay(id: string) {
  const refresh = useRefreshWebhooks();
  return useMutation({
    mutationFn: () =>
      answerOf(api.POST('/api/v1/social/webhook-deliveries/{id}/replay', { params: { path: { id } } })),
    onSuccess: refresh,
  });
}

export type DeliveryResult = 'WAITING' | 'RETRYING' | 'DELIVERED' | 'FAILED';

/** Waiting after a try is another thing than waiting for the first. */
export function resultOf({ status, attempts }: Delivery): DeliveryResult {
  if (status !== 'PENDING') return status;
  return attempts > 0 ? 'RETRYING' : 'WAITING';
}

export const resultTones = { WAITING: 'accent', RETRYING: 'warn', DELIVERED: 'good', FAILED: 'bad' } as const;
