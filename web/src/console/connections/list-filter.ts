import { platforms, type Platform } from '../../shared/platform.ts';

export const listStates = ['ALL', 'ATTENTION', 'STOPPED', 'ACTIVE'] as const;

export type ListState = (typeof listStates)[number];

export interface ListFilter {
  platform: Platform | null;
  state: ListState;
}

/** The filter that an address asks for (`?platform=TWITTER&state=STOPPED`); what it cannot mean is left out. */
export function filterIn(search: URLSearchParams): ListFilter {
  return {
    platform: platforms.find((each) => each === search.get('platform')) ?? null,
    state: listStates.find((each) => each === search.get('state')) ?? 'ALL',
  };
}

export function searchOf({ platform, state }: ListFilter): URLSearchParams {
  return new URLSearchParams({
    ...(platform && { platform }),
    ...(state !== 'ALL' && { state }),
  });
}
