import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Platform } from '../../src/kernel/platform.ts';
import {
  isWiderThanScreen,
  type openWindow,
  phone,
  seriousIssues,
  startBrowser,
} from '../support/browser.ts';
import { openConsole } from '../support/console-window.ts';
import { TestApp } from '../support/test-app.ts';

describe('the engagement page', () => {
  let app: TestApp;
  let browser: Browser;
  const tenantId = 'rowing-club';

  beforeAll(async () => {
    [app, browser] = await Promise.all([TestApp.start(), startBrowser()]);
    const ids = [await published('FACEBOOK'), await published('TWITTER')];
    await app.advance(600);
    for (const id of ids) await app.api.as({ tenantId }).post(`/posts/${id}/sync-engagement`);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it('adds up the figures of the posts, and the table under the chart says the same', async () => {
    const figures = await sums();

    const { page, troubles } = await open('/engagement');

    await page.getByRole('img', { name: /^Columns: likes/ }).waitFor();
    expect(figures.likes).toBeGreaterThan(0);
    expect(await figureIn(page, 'Posts')).toBe('2');
    expect(await figureIn(page, 'Likes')).toBe(shown(figures.likes));
    expect(await figureIn(page, 'Impressions')).toBe(shown(figures.impressions));
    const byDay = page.getByRole('table', { name: 'The same as a table' });
    expect(await byDay.locator('tfoot td').allTextContents()).toEqual(
      expect.arrayContaining([shown(figures.likes), shown(figures.impressions)]),
    );
    expect(await byDay.locator('tbody tr').count()).toBe(1);
    expect(troubles).toEqual([]);
  });

  it('shows a dash, and never a zero, for what a platform does not tell', async () => {
    const { page } = await open('/engagement?platform=TWITTER&figure=reach');

    await page.getByText('no platform tells this figure').waitFor();
    expect(await figureIn(page, 'Posts')).toBe('1');
    expect(await figureIn(page, 'Reach')).toBe('–not available');
    await page.getByText('A dash means that the platform does not tell').waitFor();
  });

  it('keeps platform, days and figure in the address', async () => {
    const { page } = await open('/engagement');
    await page.getByRole('img', { name: /^Columns/ }).waitFor();

    await page.getByLabel('Platform', { exact: true }).selectOption('Facebook');
    await page.getByLabel('Time', { exact: true }).selectOption('Last 60 days');
    await page.getByText('Impressions', { exact: true }).and(page.locator('label')).click();
    await page.getByRole('img', { name: 'Columns: impressions of each of the last 60 days' }).waitFor();
    const address = page.url().slice(app.url.length);
    const shared = await open(address);

    await shared.page
      .getByRole('img', { name: 'Columns: impressions of each of the last 60 days' })
      .waitFor();
    expect(await shared.page.getByLabel('Platform', { exact: true }).inputValue()).toBe('FACEBOOK');
    expect(await figureIn(shared.page, 'Posts')).toBe('1');
  });

  it('tells the figures of the day that somebody points at', async () => {
    const { page } = await open('/engagement?days=7&figure=posts');
    const chart = page.getByRole('img', { name: /^Columns/ });
    await chart.waitFor();
    const { x, y, width, height } = (await chart.boundingBox())!;

    // The last column is today.
    await page.mouse.move(x + width - 40, y + height / 2);

    await page.getByText(/: Facebook 1, X 1$/).waitFor();
  });

  it('draws the chart anew in the colours of the other theme', async () => {
    const { page } = await open('/engagement');
    const chart = page.getByRole('img', { name: /^Columns/ });
    await chart.waitFor();
    const before = await drawn(page);

    await page.emulateMedia({ colorScheme: 'dark' });
    await expectSoon(async () => (await drawn(page)) !== before);

    expect(await drawn(page)).not.toBe(before);
  });

  it('says where nothing went out, and what would be here', async () => {
    const { page } = await open('/engagement', { tenantId: 'new-club' });

    await page.getByRole('heading', { name: 'Nothing went out in these days' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('fits on a phone and is accessible in %s', async (theme) => {
    const { page } = await open('/engagement?days=60', { viewport: phone, theme });
    await page.getByRole('img', { name: /^Columns/ }).waitFor();

    expect(await seriousIssues(page)).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
  });

  async function open(
    path: string,
    { tenantId: ofClub = tenantId, ...look }: { tenantId?: string } & Parameters<typeof openWindow>[1] = {},
  ) {
    const { page, troubles } = await openConsole(browser, { claims: { tenantId: ofClub }, ...look });
    await page.goto(`${app.url}${path}`);
    return { page, troubles };
  }

  async function published(platform: Platform): Promise<string> {
    const connection = await app.given.connection(platform, { tenantId });
    const { id } = await app.given.post(connection);
    await app.publishDue();
    return id;
  }

  async function sums(): Promise<{ likes: number; impressions: number }> {
    const [row] = await app.database.query<{ likes: number; impressions: number }>(
      `SELECT sum(likes)::integer AS likes, sum(impressions)::integer AS impressions FROM "SocialPost" WHERE tenant_id = $1`,
      [tenantId],
    );
    return row ?? { likes: 0, impressions: 0 };
  }
});

async function figureIn(page: Page, name: string): Promise<string> {
  const tile = page
    .locator('dl > div')
    .filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}`) }) });
  return (await tile.locator('dd').textContent()) ?? '';
}

async function drawn(page: Page): Promise<string> {
  return await page.evaluate(`document.querySelector('canvas').toDataURL()`);
}

async function expectSoon(holds: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 5_000;
  while (!(await holds()) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
}

function shown(value: number): string {
  return new Intl.NumberFormat('en-GB').format(value);
}
