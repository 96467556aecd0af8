import type { components } from '@social-integration/client';

/** How the login behind a connect or reconnect link stands. */
export type ConnectLink = components['schemas']['ConnectPageDto'];

export type FoundAccount = components['schemas']['PageFoundAccountDto'];

/** The service stops counting here. */
export const mostWaitingPosts = 1000;

/** `/connect/abc` → `abc`. */
export function keyIn(path: string): string {
  return path.split('/')[2] ?? '';
}
