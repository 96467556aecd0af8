import type { Browser, Page } from 'playwright-core';
import { openWindow } from './browser.ts';
import { signToken } from './settings.ts';

interface Wanted {
  path: string;
  tenantId: string;
  scope?: string;
  viewport?: { width: number; height: number };
  theme?: 'light' | 'dark';
}

/** A window of somebody who is signed in to the console already, at a page of it. */
export async function openConsole(
  browser: Browser,
  serviceUrl: string,
  { path, tenantId, scope, ...look }: Wanted,
): Promise<{ page: Page; troubles: string[] }> {
  const { page, troubles } = await openWindow(browser, look);
  const token = await signToken({ tenantId, ...(scope && { scope }) });
  await page.addInitScript(`sessionStorage.setItem('social-console-token', ${JSON.stringify(token)})`);
  await page.goto(`${serviceUrl}${path}`);
  return { page, troubles };
}
