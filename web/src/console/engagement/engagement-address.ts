import { platforms, type Platform } from '../../shared/platform.ts';
import { figures, type Figure } from './figures.ts';

export const windows = [7, 28, 60] as const;

/** What the address of the page says, so that a link shows the same. */
export interface EngagementAddress {
  days: (typeof windows)[number];
  platform: Platform | null;
  /** What the chart shows. */
  figure: Figure;
}

export function readAddress(search: URLSearchParams): EngagementAddress {
  return {
    days: windows.find((days) => String(days) === search.get('days')) ?? 28,
    platform: platforms.find((platform) => platform === search.get('platform')) ?? null,
    figure: figures.find((figure) => figure === search.get('figure')) ?? 'likes',
  };
}

export function writeAddress({ days, platform, figure }: EngagementAddress): URLSearchParams {
  return new URLSearchParams({ days: String(days), ...(platform && { platform }), figure });
}
