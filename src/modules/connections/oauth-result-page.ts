import { plainPage } from '../../http/plain-page.ts';
import { platformNames } from '../../kernel/platform.ts';
import type { LoginOutcome } from './oauth-finish.service.ts';

/** The CRM's page to go back to, with what came of the login; null when the CRM named none. */
export function returnAddress(outcome: LoginOutcome): string | null {
  if (!outcome.session?.returnUrl) return null;
  const address = new URL(outcome.session.returnUrl);
  address.searchParams.set('sessionId', outcome.session.id);
  address.searchParams.set('status', outcome.status);
  if (outcome.status === 'failed') address.searchParams.set('code', outcome.code);
  return address.href;
}

/** What a person sees who came without a `returnUrl`. */
export function resultPage(outcome: LoginOutcome): string {
  return plainPage(wordsFor(outcome));
}

function wordsFor(outcome: LoginOutcome): { title: string; text: string } {
  switch (outcome.status) {
    case 'connected':
      return {
        title: `${outcome.accountNames.join(', ')} is connected`,
        text: `Posts to ${platformNames[outcome.session.platform]} can go out. You can close this window.`,
      };
    case 'choosing':
      return {
        title: 'Login complete',
        text: 'Go back to where you started and choose the accounts to connect. You can close this window.',
      };
    case 'failed':
      return { title: 'Not connected', text: outcome.message };
  }
}
