import { platformNames, type Platform } from '../../kernel/platform.ts';

/** Something that a person should do soon, while posts still go out. */
export interface ConnectionWarning {
  code: 'TOKEN_ENDING' | 'DATA_ACCESS_ENDING' | 'DATA_ACCESS_ENDED';
  message: string;
}

export interface ConnectionDates {
  platform: Platform;
  isActive: boolean;
  tokenExpiresAt: Date | null;
  /** Whether this service renews the token by itself. */
  isRefreshable: boolean;
  dataAccessExpiresAt: Date | null;
}

const dayMs = 86_400_000;
/** How long before an end people are warned of it. */
export const tokenWarningMs = 7 * dayMs;
export const dataAccessWarningMs = 14 * dayMs;

/**
 * Meta stops showing a person's data 90 days after they last used the app, although posting still works
 * (developers.facebook.com/docs/facebook-login/guides/access-tokens).
 */
export function warningsOf(connection: ConnectionDates, now: Date): ConnectionWarning[] {
  const { platform, isActive, tokenExpiresAt, isRefreshable, dataAccessExpiresAt } = connection;
  if (!isActive) return [];
  const name = platformNames[platform];
  const warnings: ConnectionWarning[] = [];
  if (!isRefreshable && tokenExpiresAt && isWithin(tokenExpiresAt, now, tokenWarningMs)) {
    const message = `The connection to ${name} ends on ${dayOf(tokenExpiresAt)}. Reconnect before, so that no post has to wait.`;
    warnings.push({ code: 'TOKEN_ENDING', message });
  }
  if (dataAccessExpiresAt && isWithin(dataAccessExpiresAt, now, dataAccessWarningMs)) {
    const isOver = dataAccessExpiresAt <= now;
    const message = isOver
      ? `${name} has shown no figures of this account since ${dayOf(dataAccessExpiresAt)}, because nobody logged in again. Posts go out; reconnect to see figures.`
      : `${name} shows no figures of this account after ${dayOf(dataAccessExpiresAt)} unless somebody logs in again. Posts go out; reconnect to keep the figures.`;
    warnings.push({ code: isOver ? 'DATA_ACCESS_ENDED' : 'DATA_ACCESS_ENDING', message });
  }
  return warnings;
}

function isWithin(moment: Date, now: Date, ms: number): boolean {
  return moment.getTime() - now.getTime() <= ms;
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
