import { answerOf, type components } from '@social-integration/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { endOfMonth, endOfWeek, startOfMonth, startOfWeek, type CalendarDate } from '@internationalized/date';
import { api } from '../api.ts';
import { addDays, dayOf, startOfDay, type Day } from './local-days.ts';
import { postStatuses, type PostStatus } from './post-status.ts';
import type { PostsAddress } from './posts-address.ts';
import { viewer } from '../viewer.ts';

export type CalendarPost = components['schemas']['CalendarPostDto'];
type Calendar = components['schemas']['CalendarDto'];

/** The posts of the weeks that a month's page of the calendar shows. */
export function useCalendarPosts(month: CalendarDate, { connectionId, platform }: PostsAddress) {
  const first = startOfWeek(startOfMonth(month), viewer.locale).toString();
  const last = endOfWeek(endOfMonth(month), viewer.locale).toString();
  const query = {
    from: startOfDay(first),
    to: startOfDay(addDays(last, 1)),
    ...(connectionId && { connectionId }),
    ...(platform && { platform }),
  };
  return useQuery<Calendar>({
    queryKey: ['posts', 'calendar', query],
    queryFn: async () => await answerOf(api.GET('/api/v1/social/posts/calendar', { params: { query } })),
    // The month before stays until the next one is there: its days are others, so nothing wrong is shown.
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

export function byDay(posts: CalendarPost[], status: PostStatus | null): Map<Day, CalendarPost[]> {
  const days = new Map<Day, CalendarPost[]>();
  for (const post of posts) {
    if (status !== null && post.status !== status) continue;
    const day = dayOf(post.at);
    days.set(day, [...(days.get(day) ?? []), post]);
  }
  return days;
}

/** How many of each state there are, in the order of the states, without those that are not there. */
export function countByStatus(posts: CalendarPost[]): { status: PostStatus; count: number }[] {
  return postStatuses
    .map((status) => ({ status, count: posts.filter((post) => post.status === status).length }))
    .filter(({ count }) => count > 0);
}
