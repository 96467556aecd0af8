import type { Browser } from 'playwright-core';
import { openWindow } from './browser.ts';
import { signToken, type TokenClaims } from './settings.ts';

/** A window in which somebody is signed in to the console, as a tab is after the hand-over by the CRM. */
export async function openConsole(
  browser: Browser,
  { claims = {}, ...look }: { claims?: TokenClaims } & Parameters<typeof openWindow>[1] = {},
): ReturnType<typeof openWindow> {
  const window = await openWindow(browser, look);
  const token = JSON.stringify(await signToken(claims));
  await window.context.addInitScript({ content: `sessionStorage.setItem('social-console-token', ${token})` });
  return window;
}
