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
  const { title, text } = wordsFor(outcome);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
</main>
</body>
</html>
`;
}

const style = `
:root { font: 1.0625rem/1.5 system-ui, sans-serif; color: #1b1f24; background: #f2f4f7; }
body { margin: 0; display: grid; min-height: 100vh; place-items: center; }
main { box-sizing: border-box; max-width: 32rem; margin: 1rem; padding: 1.5rem 2rem; border-radius: .75rem; background: #fff; }
h1 { margin: 0; font-size: 1.375rem; line-height: 1.3; }
p { margin: .75rem 0 0; }
@media (prefers-color-scheme: dark) {
  :root { color: #e8eaed; background: #14171a; }
  main { background: #1f2428; }
}
`;

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

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
