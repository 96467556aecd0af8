import { answerOf, type Connection } from '@social-integration/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Platform } from '../../shared/platform.ts';
import { api } from '../api.ts';
import type { ListFilter } from './list-filter.ts';

const pageSize = 100;
/** The service counts no further than this. */
export const countedAtMost = 1_000;

export interface ConnectionList {
  status: 'loading' | 'failed' | 'loaded';
  connections: Connection[];
  error: Error | null;
  retry: () => void;
  /** Null: everything is here. */
  more: { load: () => void; isLoading: boolean } | null;
}

/**
 * The connections of a filter. Those that stopped are asked for first and all of them before the others, so that none of them can
 * hide behind the first hundred.
 */
export function useConnectionList({ platform, state }: ListFilter): ConnectionList {
  const needsAttention = state === 'ATTENTION' || undefined;
  const stopped = useStretch({ platform, isActive: false, needsAttention, wanted: state !== 'ACTIVE' });
  const active = useStretch({ platform, isActive: true, needsAttention, wanted: state !== 'STOPPED' });
  const both = [stopped, active];
  const next = both.find(({ hasNextPage }) => hasNextPage);
  const shown = stopped.hasNextPage ? [stopped] : both;
  const connections = shown.flatMap(({ data }) => data?.pages.flatMap((page) => page.data) ?? []);
  const error = both.find((each) => each.error !== null && each.data === undefined)?.error ?? null;
  return {
    status: error ? 'failed' : both.some(({ isLoading }) => isLoading) ? 'loading' : 'loaded',
    connections,
    error,
    retry: () => both.forEach((each) => void (each.error && each.refetch())),
    more: next ? { load: () => void next.fetchNextPage(), isLoading: next.isFetchingNextPage } : null,
  };
}

interface Stretch {
  platform: Platform | null;
  isActive: boolean;
  /** Undefined: whether they need somebody or not. */
  needsAttention: true | undefined;
  /** False: the filter leaves these connections out. */
  wanted: boolean;
}

function useStretch({ platform, isActive, needsAttention, wanted }: Stretch) {
  const found = useInfiniteQuery({
    queryKey: ['connections', 'list', { platform, isActive, needsAttention }],
    enabled: wanted,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/api/v1/social/connections', {
          params: {
            query: {
              limit: pageSize,
              cursor: pageParam,
              isActive,
              needsAttention,
              platform: platform ?? undefined,
            },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  // What another filter had loaded stays in the cache and is not meant here.
  return wanted ? found : { ...found, data: undefined, error: null, hasNextPage: false, isLoading: false };
}

/** What waits behind each connection; a connection without a row has nothing waiting. */
export function useWaitingPosts() {
  return useQuery({
    queryKey: ['connections', 'waiting-posts'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/social/connections/waiting-posts', { signal })),
    select: ({ data }) => new Map(data.map((each) => [each.connectionId, each])),
    refetchInterval: 60_000,
  });
}
