import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { SandboxMail } from '../../sandbox/mailbox.ts';
import { SEED } from '../../sandbox/seed.ts';
import { EngagementService } from '../../src/modules/engagement/engagement.service.ts';
import { NoticesService } from '../../src/modules/notifications/notices.service.ts';
import { openWindow, phone, startBrowser } from '../support/browser.ts';
import { openConsole } from '../support/console-window.ts';
import { makePicture } from '../support/media-files.ts';
import { TestApp } from '../support/test-app.ts';

const anna = 'anna@rowing.example';
const tenantId = 'rowing';

describe('the story of a club', () => {
  let app: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([TestApp.start(), startBrowser()]);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { name, level: 1 }).waitFor();
  const press = async (page: Page, name: string | RegExp) => await page.getByRole('button', { name }).click();
  const api = () => app.api.as({ tenantId, email: anna });
  const connections = async () =>
    (await api().get<{ data: { id: string; platform: string; accountName: string }[] }>('/connections')).body
      .data;
  const live = async (text: string) =>
    (await app.sandbox.ledger({ text })).map(({ platform }) => String(platform)).toSorted();

  /** From the console's button over the platform's dialog and back to the console. */
  async function connectAccount(
    page: Page,
    platform: 'Facebook' | 'Instagram' | 'X',
    user: string,
    choice?: string,
  ) {
    await press(page, 'Connect an account');
    await page.getByRole('menuitem', { name: platform, exact: true }).click();
    await press(page, /^Continue at/);
    await page.locator(`input[name=user][value="${user}"]`).check();
    await press(page, 'Allow');
    if (choice) {
      await heading(page, 'Choose what to connect');
      await page.getByRole('checkbox', { name: choice, exact: true }).check();
      await press(page, 'Connect 1 account');
    }
    await heading(page, 'Connected');
    await page.getByRole('link', { name: 'Back to the console' }).click();
    await heading(page, 'Connections');
  }

  it('connects three platforms, posts a picture to all, loses a token, and is mended from a phone', async () => {
    const { page, troubles } = await openConsole(browser, { claims: { tenantId, email: anna } });
    await page.goto(`${app.url}/connections`);
    await connectAccount(page, 'Facebook', SEED.alex, 'Harbour Rowing Club');
    await connectAccount(page, 'Instagram', SEED.alex, 'harbourrowing');
    await connectAccount(page, 'X', SEED.twitterHarbourRowing);
    expect((await connections()).map(({ platform }) => platform).toSorted()).toEqual([
      'FACEBOOK',
      'INSTAGRAM',
      'TWITTER',
    ]);

    // A post with a picture, for all three.
    await page.getByRole('link', { name: 'Posts' }).click();
    await page.getByRole('link', { name: 'New post' }).click();
    await heading(page, 'New post');
    await page.getByRole('checkbox').nth(2).waitFor();
    for (const account of await page.getByRole('checkbox').all()) await account.check();
    await page.getByLabel('Text', { exact: true }).fill('The boathouse opens at eleven');
    const picture = { name: 'boathouse.jpg', mimeType: 'image/jpeg', buffer: await makePicture('jpeg') };
    await page.locator('input[type=file]').setInputFiles(picture);
    await page.getByLabel('Description for people who do not see it').fill('The boathouse at dawn');
    await page.getByText('All 3 accounts can take this post.').waitFor();
    await press(page, 'Publish to 3 accounts');
    await heading(page, 'Your 3 posts are on their way');
    await app.publishDue();
    await app.advance(30);
    await app.recover();
    expect(await live('The boathouse opens at eleven')).toEqual(['FACEBOOK', 'INSTAGRAM', 'TWITTER']);

    // Published, and its figures grow.
    await page.getByRole('link', { name: /^Open the post of harbourrowing on X/ }).click();
    await page.getByText(/^Went out on/).waitFor();
    await page.getByRole('link', { name: 'Engagement' }).click();
    await page.getByRole('heading', { name: 'Engagement', level: 1 }).waitFor();
    const likes = async () => {
      await app.advance(6 * 3_600);
      await app.nest.get(EngagementService).syncDue();
      await page.goto(`${app.url}/engagement?days=7`);
      await page.getByRole('img', { name: /^Columns: likes/ }).waitFor();
      const together = page.getByRole('table', { name: 'The same as a table' }).locator('tfoot td');
      return Number((await together.nth(1).textContent())?.replaceAll(',', ''));
    };
    const [early, late] = [await likes(), await likes()];
    expect(early).toBeGreaterThan(0);
    expect(late).toBeGreaterThan(early);

    // The login at X ends for good; a post waits; the mail leads a phone to the page.
    const x = (await connections()).find(({ platform }) => platform === 'TWITTER')!;
    await app.nest.get(NoticesService).make();
    // The first refusal of a token that is a moment old is not believed.
    await app.advance(120);
    await app.sandbox.control('tokens/expire', { accountId: SEED.twitterHarbourRowing, refresh: true });
    const { body: made } = await api().post<{ posts: { id: string }[] }>('/posts', {
      connectionIds: [x.id],
      content: 'Regatta today',
    });
    await app.publishDue();
    await page.goto(`${app.url}/connections/${x.id}`);
    await page.getByText('Token expired - reauthentication required').first().waitFor();
    await app.nest.get(NoticesService).make();
    await app.advance(120);
    await app.nest.get(NoticesService).send();
    const { body } = await app.sandbox.send('GET', `/_sandbox/mailbox?to=${anna}`);
    const [link] = /https?:\S+\/start\/\S+/.exec((body as { mails: SandboxMail[] }).mails.at(-1)!.text)!;

    const { page: small } = await openWindow(browser, { viewport: phone });
    await small.goto(link);
    await heading(small, 'Reconnect harbourrowing');
    await small.getByText('1 post waits for this account.').waitFor();
    await press(small, 'Continue at X');
    await small.locator(`input[name=user][value="${SEED.twitterOldTownTennis}"]`).check();
    await press(small, 'Allow');
    await heading(small, 'That was another account');
    await press(small, 'Try again');
    await small.locator(`input[name=user][value="${SEED.twitterHarbourRowing}"]`).check();
    await press(small, 'Allow');
    await heading(small, 'Connected');
    await app.publishDue();

    await page.goto(`${app.url}/posts/${made.posts[0]?.id}`);
    await page.getByText(/^Went out on/).waitFor();
    expect(await live('Regatta today')).toEqual(['TWITTER']);
    expect(troubles).toEqual([]);
  }, 180_000);
});
