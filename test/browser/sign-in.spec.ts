import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { isWiderThanScreen, openWindow, phone, seriousIssues, startBrowser } from '../support/browser.ts';
import { signToken } from '../support/settings.ts';
import { TestApp } from '../support/test-app.ts';

describe('coming into the console', () => {
  let app: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([TestApp.start(), startBrowser()]);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it('by a code of the CRM needs no word, and the code does not stay in the address', async () => {
    const { page, troubles } = await openWindow(browser);
    const { body } = await app.api.post<{ consoleUrl: string }>('/console-codes');

    await page.goto(body.consoleUrl);

    await page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();
    expect(page.url()).toBe(`${app.url}/connections`);
    expect(troubles).toEqual([]);
  });

  it('by the same code again says that it works once', async () => {
    const { body } = await app.api.post<{ consoleUrl: string }>('/console-codes');
    const first = await openWindow(browser);
    await first.page.goto(body.consoleUrl);
    await first.page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();

    const { page } = await openWindow(browser);
    await page.goto(body.consoleUrl);

    await page.getByText('works once and only for a short time').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in');
  });

  it('by a code that could not be redeemed at first works when it is tried again', async () => {
    const { body } = await app.api.post<{ consoleUrl: string }>('/console-codes');
    const { page } = await openWindow(browser);
    await page.route('**/console-codes/redeem', (route) => route.abort(), { times: 1 });
    await page.route('**/api/v1/social/me', (route) => route.fulfill({ status: 503 }), { times: 1 });

    await page.goto(body.consoleUrl);
    await page.getByText('The service could not be reached').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The service could not be reached').waitFor({ state: 'detached' });
    await page.getByText('The service could not be reached').waitFor();
    await page.reload();

    await page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();
  });

  it('by a pasted token goes on where the address led, and signs out by itself when the token ends', async () => {
    const { page } = await openWindow(browser);
    await page.goto(`${app.url}/posts`);

    await page.getByLabel('Access token').fill(await signToken({ expiresIn: '1 hour' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Posts', level: 1 }).waitFor();
    app.clock.advance(3_700);
    await page.getByRole('link', { name: 'Connections' }).click();
    await page.getByText('Your access has ended').waitFor();
    app.clock.advance(-3_700);

    expect(await page.getByLabel('Access token').inputValue()).toBe('');
  });

  it('by a wrong token says so in words', async () => {
    const { page } = await openWindow(browser);
    await page.goto(app.url);

    await page.getByLabel('Access token').fill('no token at all');
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByText('This token was not accepted').waitFor();
  });

  it.each(['light', 'dark'] as const)('fits on a phone and is accessible in %s', async (theme) => {
    const { page } = await openWindow(browser, { viewport: phone, theme });
    await page.goto(app.url);
    await page.getByLabel('Access token').waitFor();

    expect(await seriousIssues(page)).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
  });

  it('is a page that runs nothing but its own files', async () => {
    const { page } = await openWindow(browser);

    const answer = await page.goto(app.url);

    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(await answer?.text()).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bon\w+=|style=/);
  });
});
