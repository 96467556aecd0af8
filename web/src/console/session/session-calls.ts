import type { Me } from './session-state.ts';

/** What came of a call: its answer, its refusal, or no answer at all. */
export type Answer<T> =
  { status: 'ok'; data: T } | { status: 'refused'; httpStatus: number } | { status: 'unreachable' };

export async function fetchMe(token: string): Promise<Answer<Me>> {
  return await ask<Me>('/api/v1/social/me', { headers: { authorization: `Bearer ${token}` } });
}

/** Turns the CRM's code into an access token; each code works once. */
export async function redeemCode(code: string): Promise<Answer<{ accessToken: string }>> {
  return await ask('/api/v1/social/console-codes/redeem', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
}

async function ask<T>(path: string, request: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(path, request);
    if (response.status >= 500) return { status: 'unreachable' };
    if (!response.ok) return { status: 'refused', httpStatus: response.status };
    return { status: 'ok', data: (await response.json()) as T };
  } catch {
    // fetch throws when there is no network, and json() when something between us and the service answered.
    return { status: 'unreachable' };
  }
}
