import { answerOf, type Connection } from '@social-integration/client';
import { useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';

const path = (id: string) => ({ params: { path: { id } } });

/** The connection; at first as the list knew it, so that whoever comes from there waits for nothing. */
export function useConnection(id: string) {
  const queryClient = useQueryClient();
  return useQuery<Connection>({
    queryKey: ['connections', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/social/connections/{id}', { ...path(id), signal })),
    placeholderData: () =>
      queryClient
        .getQueriesData<InfiniteData<{ data: Connection[] }>>({ queryKey: ['connections', 'list'] })
        .flatMap(([, list]) => list?.pages.flatMap(({ data }) => data) ?? [])
        .find((each) => each.id === id),
  });
}

const rateLimitsKey = (id: string) => ['connections', 'one', id, 'rate-limits'];

export function useRateLimits(id: string) {
  return useQuery({
    queryKey: rateLimitsKey(id),
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/social/connections/{id}/rate-limits', { ...path(id), signal })),
  });
}

export function usePostFrequency(id: string) {
  return useQuery({
    queryKey: ['connections', 'one', id, 'post-frequency'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/social/connections/{id}/post-frequency', { ...path(id), signal })),
  });
}

/**
 * Asks the platform, which counts these calls and may charge for them: once when the page opens, and when a person presses the
 * button; never because a window got the focus back or an answer was lost.
 */
export function useDiagnosis(id: string) {
  return useQuery({
    queryKey: ['diagnosis', id],
    queryFn: async ({ signal, client }) => {
      const found = await answerOf(
        api.GET('/api/v1/social/connections/{id}/diagnosis', { ...path(id), signal }),
      );
      // The platform told its limits along with what it was asked.
      void client.invalidateQueries({ queryKey: rateLimitsKey(id) });
      return found;
    },
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
}

/**
 * `changed` asks again for everything that shows connections. The service repeats its last diagnosis for ten seconds:
 * `outdatedCheck` is the `checkedAt` of the one from before the change.
 */
export function useConnectionChanges(id: string): { outdatedCheck: string | null; changed: () => void } {
  const queryClient = useQueryClient();
  const [outdatedCheck, setOutdatedCheck] = useState<string | null>(null);
  const changed = () => {
    setOutdatedCheck(queryClient.getQueryData<{ checkedAt: string }>(['diagnosis', id])?.checkedAt ?? null);
    for (const key of [['connections'], ['accounts'], ['diagnosis', id]])
      void queryClient.invalidateQueries({ queryKey: key });
  };
  return { outdatedCheck, changed };
}

export async function refreshToken(id: string): Promise<Connection> {
  return await answerOf(api.POST('/api/v1/social/connections/{id}/refresh', path(id)));
}

export async function startReconnect(id: string, key: string) {
  return await answerOf(
    api.POST('/api/v1/social/connections/{id}/reconnect', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
      body: {},
    }),
  );
}

export async function deactivate(id: string): Promise<Connection> {
  return await answerOf(api.POST('/api/v1/social/connections/{id}/deactivate', path(id)));
}

export async function disconnect(id: string) {
  return await answerOf(api.DELETE('/api/v1/social/connections/{id}', path(id)));
}

export async function setSpacing(id: string, minSpacingSeconds: number): Promise<Connection> {
  return await answerOf(
    api.PATCH('/api/v1/social/connections/{id}', { ...path(id), body: { minSpacingSeconds } }),
  );
}
