import type { components } from '@social-integration/client';
import type { Day } from '../posts/local-days.ts';
import { platforms, type Platform } from '../../shared/platform.ts';

export type EngagementDay = components['schemas']['EngagementDayDto'];

export const postFigures = ['likes', 'comments', 'shares', 'reach', 'impressions'] as const;
export const figures = ['posts', ...postFigures] as const;

export type PostFigure = (typeof postFigures)[number];
export type Figure = (typeof figures)[number];
/** Null: nobody tells it; that is not 0. */
export type Figures = Record<Figure, number | null>;

/** Sums over some days and platforms; a figure that none of them tells stays untold. */
export function sumOf(days: EngagementDay[]): Figures {
  const sums: Figures = {
    posts: 0,
    likes: null,
    comments: null,
    shares: null,
    reach: null,
    impressions: null,
  };
  for (const day of days)
    for (const figure of figures) {
      const value = day[figure];
      if (value !== null) sums[figure] = (sums[figure] ?? 0) + value;
    }
  return sums;
}

export function sumByPlatform(days: EngagementDay[]): { platform: Platform; sums: Figures }[] {
  return platforms
    .map((platform) => ({ platform, ofPlatform: days.filter((day) => day.platform === platform) }))
    .filter(({ ofPlatform }) => ofPlatform.length > 0)
    .map(({ platform, ofPlatform }) => ({ platform, sums: sumOf(ofPlatform) }));
}

/** The days on which something went out, the newest first. */
export function sumByDay(days: EngagementDay[]): { day: Day; sums: Figures }[] {
  const names = [...new Set(days.map(({ day }) => day))].toSorted().toReversed();
  return names.map((name) => ({ day: name, sums: sumOf(days.filter(({ day }) => day === name)) }));
}

/** One figure of one platform along the days; null where nothing went out or the platform does not tell. */
export function alongDays(days: EngagementDay[], wish: { platform: Platform; figure: Figure; along: Day[] }) {
  const byDay = new Map(
    days.filter(({ platform }) => platform === wish.platform).map((day) => [day.day, day]),
  );
  return wish.along.map((day) => byDay.get(day)?.[wish.figure] ?? null);
}
