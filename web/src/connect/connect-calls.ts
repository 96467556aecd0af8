import type { components } from '@social-integration/client';
import { ask, jsonBody, type Answer } from '../shared/ask.ts';
import type { ConnectLink } from './connect-link.ts';

export async function fetchLink(key: string): Promise<Answer<ConnectLink>> {
  return await ask(addressOf(key));
}

/** Answers with the address of the platform's dialog. */
export async function startLogin(key: string): Promise<Answer<components['schemas']['DialogDto']>> {
  return await ask(`${addressOf(key)}/start`, jsonBody({}));
}

export async function selectAccounts(key: string, accountIds: string[]): Promise<Answer<ConnectLink>> {
  const chosen: components['schemas']['ChosenAccountsDto'] = { accountIds };
  return await ask(`${addressOf(key)}/select`, jsonBody(chosen));
}

function addressOf(key: string): string {
  return `/api/v1/social/connect/${key}`;
}
