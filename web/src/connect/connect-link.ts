import type { Platform } from '../shared/platform.ts';

export interface AccountProblem {
  code: string;
  message: string;
}

export interface FoundAccount {
  accountId: string;
  accountName: string;
  canPublish: boolean;
  problems: AccountProblem[];
}

/** What a connect or reconnect link stands at; the service's answer to GET /connect/{key}. */
export interface ConnectLink {
  mode: 'CONNECT' | 'RECONNECT';
  platform: Platform;
  status: 'READY' | 'WORKING' | 'CHOOSING' | 'CONNECTED' | 'FAILED' | 'EXPIRED';
  /** RECONNECT: the one account that this link is for. */
  account: { accountId: string; accountName: string } | null;
  /** RECONNECT: why it has to be connected again, in plain words. */
  reason: string | null;
  /** RECONNECT: posts that wait for the account, counted to 1000 at most. */
  waitingPosts: number;
  nextPostAt: string | null;
  expiresAt: string;
  problem: AccountProblem | null;
  accounts: FoundAccount[];
  connected: { id: string; accountName: string }[];
  /** The way back to the CRM, if it named one. */
  returnTo: { url: string; host: string } | null;
}

/** The service stops counting here. */
export const mostWaitingPosts = 1000;

/** `/connect/abc` → `abc`. */
export function keyIn(path: string): string {
  return path.split('/')[2] ?? '';
}
