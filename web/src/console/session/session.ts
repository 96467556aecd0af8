import { useSyncExternalStore } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { fetchMe, redeemCode } from './session-calls.ts';
import { isAllowed, type Scope, type Session, type SignedOutReason } from './session-state.ts';

const storageKey = 'social-console-token';
let session: Session = { status: 'checking' };
const listeners = new Set<() => void>();

export function useSession(): Session {
  return useSyncExternalStore(subscribe, currentSession);
}

export type Permission = { allowed: true } | { allowed: false; reason: string };

/** Whether the bearer may do what needs this scope, and the sentence to show when not. */
export function usePermission(scope: Scope): Permission {
  return isAllowed(useSession(), scope)
    ? { allowed: true }
    : { allowed: false, reason: texts.words.needsScope(scope) };
}

/** The bearer's token, for the API client; empty when signed out, which the service answers with 401. */
export function currentToken(): string {
  return session.status === 'signed-in' ? session.token : '';
}

/** Goes on with the token of this tab, or with the code that the CRM handed over. */
export async function beginSession(code: string | null): Promise<void> {
  if (code !== null) return await signInWithCode(code);
  const kept = sessionStorage.getItem(storageKey);
  if (kept === null) return change({ status: 'signed-out', why: null });
  await checkToken(kept, 'ACCESS_ENDED');
}

export async function signInWithToken(token: string): Promise<void> {
  // A header takes no other characters, and no token has them.
  if (!/^[\x21-\x7e]+$/.test(token)) return endSession('TOKEN_REFUSED');
  await checkToken(token, 'TOKEN_REFUSED');
}

export function endSession(why: SignedOutReason): void {
  sessionStorage.removeItem(storageKey);
  change({ status: 'signed-out', why });
}

async function signInWithCode(code: string): Promise<void> {
  const answer = await redeemCode(code);
  if (answer.status === 'unreachable') return change({ status: 'signed-out', why: 'UNREACHABLE' });
  if (answer.status === 'refused') return endSession('CODE_REFUSED');
  await checkToken(answer.data.accessToken, 'CODE_REFUSED');
}

async function checkToken(token: string, whenRefused: SignedOutReason): Promise<void> {
  const answer = await fetchMe(token);
  // Without an answer the token may still be good: it stays, and loading the page again tries it again.
  if (answer.status === 'unreachable') return change({ status: 'signed-out', why: 'UNREACHABLE' });
  if (answer.status === 'refused') return endSession(whenRefused);
  sessionStorage.setItem(storageKey, token);
  change({ status: 'signed-in', token, me: answer.data });
}

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function currentSession(): Session {
  return session;
}
