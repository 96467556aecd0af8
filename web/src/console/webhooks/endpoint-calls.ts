import { answerOf, type components } from '@social-integration/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../api.ts';
import type { EventType } from './event-types.ts';

export type Endpoint = components['schemas']['WebhookEndpointDto'];
export type EndpointWithSecret = components['schemas']['WebhookEndpointSecretDto'];

export interface EndpointContent {
  url: string;
  description: string;
  /** Empty: all. */
  eventTypes: EventType[];
}

const path = (id: string) => ({ params: { path: { id } } });

/** All of them: a club has twenty at most. */
export function useEndpoints() {
  return useQuery({
    queryKey: ['webhooks', 'endpoints'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/social/webhook-endpoints', { params: { query: { limit: 100 } }, signal })),
    select: ({ data }) => data,
  });
}

/** Whatever was done to an endpoint shows in the list and in the log. */
export function useRefreshWebhooks(): () => void {
  const queryClient = useQueryClient();
  return useCallback(() => void queryClient.invalidateQueries({ queryKey: ['webhooks'] }), [queryClient]);
}

export async function createEndpoint(
  { url, description, eventTypes }: EndpointContent,
  key: string,
): Promise<EndpointWithSecret> {
  return await answerOf(
    api.POST('/api/v1/social/webhook-endpoints', {
      params: { header: { 'Idempotency-Key': key } },
      body: { url, eventTypes, ...(description !== '' && { description }) },
    }),
  );
}

export async function updateEndpoint(id: string, body: EndpointContent): Promise<Endpoint> {
  return await answerOf(api.PATCH('/api/v1/social/webhook-endpoints/{id}', { ...path(id), body }));
}

export async function deleteEndpoint(id: string) {
  return await answerOf(api.DELETE('/api/v1/social/webhook-endpoints/{id}', path(id)));
}

export async function rotateSecret(id: string): Promise<EndpointWithSecret> {
  return await answerOf(api.POST('/api/v1/social/webhook-endpoints/{id}/rotate-secret', path(id)));
}

export async function testEndpoint(id: string) {
  return await answerOf(api.POST('/api/v1/social/webhook-endpoints/{id}/test', path(id)));
}

export async function enableEndpoint(id: string): Promise<Endpoint> {
  return await answerOf(api.POST('/api/v1/social/webhook-endpoints/{id}/enable', path(id)));
}
