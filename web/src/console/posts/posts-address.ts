import { platforms, type Platform } from '../../shared/platform.ts';
import { isDay, type Day } from './local-days.ts';
import { postStatuses, type PostStatus } from './post-status.ts';

/** What the address of the page says, so that a link shows the same to whoever opens it. */
export interface PostsAddress {
  view: 'calendar' | 'list';
  status: PostStatus | null;
  connectionId: string | null;
  platform: Platform | null;
  /** Of the list. */
  from: Day | null;
  /** Of the list; this day included. */
  to: Day | null;
  /** Of the calendar: the day whose posts are shown. */
  day: Day | null;
}

export type ChangeAddress = (change: Partial<PostsAddress>) => void;

/** What nobody wrote into the address, or nobody can mean, is left out. */
export function readAddress(search: URLSearchParams): PostsAddress {
  const connectionId = search.get('connection');
  return {
    view: search.get('view') === 'list' ? 'list' : 'calendar',
    status: postStatuses.find((status) => status === search.get('status')) ?? null,
    connectionId: connectionId !== null && /^[0-9a-f-]{36}$/i.test(connectionId) ? connectionId : null,
    platform: platforms.find((platform) => platform === search.get('platform')) ?? null,
    from: dayIn(search, 'from'),
    to: dayIn(search, 'to'),
    day: dayIn(search, 'day'),
  };
}

export function writeAddress(address: PostsAddress): URLSearchParams {
  const { view, status, connectionId, platform, from, to, day } = address;
  const entries = { view, status, connection: connectionId, platform, from, to, day };
  return new URLSearchParams(
    Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

export function isFiltered({ view, status, connectionId, platform, from, to }: PostsAddress): boolean {
  const hasDates = view === 'list' && (from !== null || to !== null);
  return status !== null || connectionId !== null || platform !== null || hasDates;
}

export const noFilters = { status: null, connectionId: null, platform: null, from: null, to: null };

function dayIn(search: URLSearchParams, name: string): Day | null {
  const text = search.get(name);
  return isDay(text) ? text : null;
}
