export interface PostingHour {
  startMs: number;
  posts: number;
}

const hourMs = 3_600_000;

/** The last 24 hours and the one that began before them, oldest first; hours without a post count 0. */
export function postingHours(counts: { hour: string; posts: number }[], nowMs: number): PostingHour[] {
  const thisHourMs = Math.floor(nowMs / hourMs) * hourMs;
  const postsAt = new Map(counts.map(({ hour, posts }) => [Date.parse(hour), posts]));
  return Array.from({ length: 25 }, (_, index) => {
    const startMs = thisHourMs - (24 - index) * hourMs;
    return { startMs, posts: postsAt.get(startMs) ?? 0 };
  });
}
