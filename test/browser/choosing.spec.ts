import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { SEED } from '../../sandbox/seed.ts';
import { isWiderThanScreen, openWindow, phone, seriousIssues, startBrowser } from '../support/browser.ts';
import { TestApp } from '../support/test-app.ts';

describe('choosing accounts in a browser', () => {
  let app: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([TestApp.start(), startBrowser()]);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const logIn = async (page: Page, person: string) => {
    await page.locator(`input[name="user"][value="${person}"]`).check();
    await page.getByRole('button', { name: 'Allow' }).click();
  };
  const openDialog = async (page: Page) => {
    const { body } = await app.api.post<{ connectUrl: string }>('/connections/authorize', {
      platform: 'FACEBOOK',
    });
    await page.goto(body.connectUrl);
    await page.getByRole('button', { name: 'Continue at Facebook' }).click();
  };

  it('takes with one tick all that can publish, and nothing else', async () => {
    const { page } = await openWindow(browser);
    await openDialog(page);
    await logIn(page, SEED.alex);

    await page.getByRole('checkbox', { name: /Choose all that can publish/ }).check();

    const runners = page.getByRole('checkbox', { name: 'Riverside Runners' });
    expect(await runners.isDisabled()).toBe(true);
    expect(await runners.isChecked()).toBe(false);
    expect(await page.getByRole('checkbox', { name: 'Old Town Tennis' }).isChecked()).toBe(true);
  });

  it('names the permission that was not given, where none can', async () => {
    const { page } = await openWindow(browser, { viewport: phone });
    await openDialog(page);
    await page.locator('input[name="granted"][value="pages_manage_posts"]').uncheck();

    await logIn(page, SEED.sam);

    await page.getByRole('heading', { level: 1, name: 'None of these accounts can publish yet' }).waitFor();
    await page.getByText('The permission pages_manage_posts was not given').waitFor();
    expect(await seriousIssues(page)).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
  });
});
