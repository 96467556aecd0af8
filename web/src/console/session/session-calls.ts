import type { components } from '@social-integration/client';
import { ask, jsonBody, type Answer } from '../../shared/ask.ts';
import type { Me } from './session-state.ts';

export async function fetchMe(token: string): Promise<Answer<Me>> {
  return await ask('/api/v1/social/me', { headers: { authorization: `Bearer ${token}` } });
}

/** Turns the CRM's code into an access token; each code works once. */
export async function redeemCode(code: string): Promise<Answer<components['schemas']['AccessDto']>> {
  return await ask('/api/v1/social/console-codes/redeem', jsonBody({ code }));
}
