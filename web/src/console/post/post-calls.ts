import { answerOf, type components, type Post } from '@social-integration/client';
import { useMutation, useQuery, useQueryClient, type Query } from '@tanstack/react-query';
import { api } from '../api.ts';

export type Attempt = components['schemas']['AttemptDto'];

/** What can be asked of a post besides changing its text. */
export type Wish =
  | { action: 'publish' | 'retry' | 'cancel' | 'delete' | 'deleteLive' }
  /** `at`: the new time as an instant with offset. */
  | { action: 'reschedule'; at: string };

const soonMs = 60_000;

export function usePost(id: string) {
  return useQuery({
    queryKey: ['post', id],
    queryFn: async () => await answerOf(api.GET('/api/v1/social/posts/{id}', named(id))),
    refetchInterval: pauseBetweenLooks,
  });
}

/** Whoever waits for a post to go out looks on; what is not moving is not asked for. */
function pauseBetweenLooks({ state: { data: post } }: Query<Post>): number | false {
  if (!post) return false;
  if (post.status === 'PUBLISHING') return 2_000;
  if (post.status !== 'SCHEDULED') return false;
  const nextAt = post.nextAttemptAt ?? post.scheduledAt;
  return nextAt !== null && new Date(nextAt).getTime() < Date.now() + soonMs ? 3_000 : 15_000;
}

/** Read again with every version of the post: an attempt changes it. */
export function useAttempts({ id, version }: Post) {
  return useQuery({
    queryKey: ['post', id, 'attempts', version],
    queryFn: async () => await answerOf(api.GET('/api/v1/social/posts/{id}/attempts', named(id))),
    placeholderData: (before) => before,
  });
}

export function useFollowUps({ id, version }: Post) {
  const query = { rootPostId: id, limit: 100 };
  return useQuery({
    queryKey: ['post', id, 'follow-ups', version],
    queryFn: async () => await answerOf(api.GET('/api/v1/social/posts', { params: { query } })),
    placeholderData: (before) => before,
  });
}

export function useHistory(id: string) {
  return useQuery({
    queryKey: ['post', id, 'engagement'],
    queryFn: async () => await answerOf(api.GET('/api/v1/social/posts/{id}/engagement', named(id))),
  });
}

export function useWish(id: string) {
  const keep = useKeptPost(id);
  return useMutation({
    mutationFn: async (wish: Wish) => await carryOut(id, wish),
    onSuccess: keep,
    onError: () => keep(null),
  });
}

/** Saves a text over the version that was read; 412 when somebody else was faster. */
export function useTextEdit(id: string) {
  const keep = useKeptPost(id);
  return useMutation({
    mutationFn: async ({ content, version }: { content: string; version: number }) =>
      await answerOf(
        api.PATCH('/api/v1/social/posts/{id}', {
          params: { path: { id }, header: { 'If-Match': `"${version}"` } },
          body: { content },
        }),
      ),
    onSuccess: keep,
  });
}

export function useSync(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => await answerOf(api.POST('/api/v1/social/posts/{id}/sync-engagement', named(id))),
    // A post that turned out to be gone says so.
    onSettled: async () => await queryClient.invalidateQueries({ queryKey: ['post', id] }),
  });
}

async function carryOut(id: string, wish: Wish): Promise<Post | null> {
  switch (wish.action) {
    case 'publish':
      return await answerOf(api.POST('/api/v1/social/posts/{id}/publish', named(id)));
    case 'retry':
      return await answerOf(api.POST('/api/v1/social/posts/{id}/retry', named(id)));
    case 'cancel':
      return await answerOf(api.POST('/api/v1/social/posts/{id}/cancel', named(id)));
    case 'reschedule':
      return await answerOf(
        api.POST('/api/v1/social/posts/{id}/reschedule', { ...named(id), body: { scheduledAt: wish.at } }),
      );
    case 'delete':
      return await remove(id, 'false');
    case 'deleteLive':
      return await remove(id, 'true');
  }
}

async function remove(id: string, onPlatform: 'true' | 'false'): Promise<Post | null> {
  const params = { path: { id }, query: { onPlatform } };
  return (await answerOf(api.DELETE('/api/v1/social/posts/{id}', { params }))).post;
}

/** Shows what the service answered at once; without a post, asks what it is now. */
function useKeptPost(id: string) {
  const queryClient = useQueryClient();
  return async (post: Post | null) => {
    // What was asked for before the change would put the old state in the place of the new one.
    await queryClient.cancelQueries({ queryKey: ['post', id], exact: true });
    if (post) queryClient.setQueryData(['post', id], post);
    else void queryClient.invalidateQueries({ queryKey: ['post', id], exact: true });
    void queryClient.invalidateQueries({ queryKey: ['posts'] });
  };
}

function named(id: string) {
  return { params: { path: { id } } };
}
