import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { browserPath } from './browser-path.js';

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 800 };

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A Chromium for the tests of one file. */
export async function startBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: browserPath(),
    args: ['--no-sandbox', '--disable-background-networking'],
  });
}

/** A window of its own, as a person has one: nothing of another window is known here. */
export async function openWindow(
  browser: Browser,
  { viewport = desktop, theme = 'light' }: { viewport?: typeof desktop; theme?: 'light' | 'dark' } = {},
): Promise<{ page: Page; context: BrowserContext; troubles: string[] }> {
  const context = await browser.newContext({
    viewport,
    colorScheme: theme,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(25_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  // A blocked script or style is told to the console, and to nobody else.
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      troubles.push(message.text());
  });
  return { page, context, troubles };
}

/** What axe calls serious or critical, in words. */
export async function seriousIssues(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: () => Promise<{ violations: { impact: string; id: string; nodes: { html: string }[] }[] }>;
      };
    };
    return (await axe.run()).violations;
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Whether something sticks out of the screen to the right. */
export async function isWiderThanScreen(page: Page): Promise<boolean> {
  return await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}
