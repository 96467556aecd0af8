import { useSyncExternalStore } from 'react';
import type { Refusal } from '../../shared/ask.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { fetchMe, redeemCode } from './session-calls.ts';
import { isAllowed, type Scope, type Session, type SignedOutReason } from './session-state.ts';

const storageKey = 'social-console-token';
let session: Session = { status: 'checking' };
/** The way in that was tried last. A code is neither in the address any more nor in the storage. */
let tried: () => Promise<void> = async () => await beginSession(null);
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

/** Once more, after the service could not be reached. */
export async function tryAgain(): Promise<void> {
  change({ status: 'checking' });
  await tried();
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
  tried = async () => await signInWithCode(code);
  // Who was handed over is meant, and not who was here before.
  sessionStorage.removeItem(storageKey);
  const answer = await redeemCode(code);
  if (answer.status === 'refused' && isVerdict(answer)) return endSession('CODE_REFUSED');
  if (answer.status !== 'ok') return change({ status: 'signed-out', why: 'UNREACHABLE' });
  await checkToken(answer.data.accessToken, 'CODE_REFUSED');
}

async function checkToken(token: string, whenRefused: SignedOutReason): Promise<void> {
  tried = async () => await checkToken(token, whenRefused);
  sessionStorage.setItem(storageKey, token);
  const answer = await fetchMe(token);
  // Without an answer the token may still be good: it stays, also over a reload.
  if (answer.status === 'refused' && isVerdict(answer)) return endSession(whenRefused);
  if (answer.status !== 'ok') return change({ status: 'signed-out', why: 'UNREACHABLE' });
  change({ status: 'signed-in', token, me: answer.data });
}

/** Trouble of the service (5xx) and haste (429) say nothing about the token. */
function isVerdict({ httpStatus }: Refusal): boolean {
  return httpStatus < 500 && httpStatus !== 429;
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
