import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { SandboxMail } from '../../sandbox/mailbox.ts';
import { SEED } from '../../sandbox/seed.ts';
import { NoticesService } from '../../src/modules/notifications/notices.service.ts';
import { isWiderThanScreen, openWindow, phone, seriousIssues, startBrowser } from '../support/browser.ts';
import { connect, type ConnectionView } from '../support/login.ts';
import { TestApp } from '../support/test-app.ts';

const anna = 'anna@club.example';
const crm = 'https://crm.example';

describe('connecting and reconnecting in a browser', () => {
  let app: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([TestApp.start({ RETURN_URL_ORIGINS: crm }), startBrowser()]);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const begin = async (platform: string) =>
    (
      await app.api.post<{ connectUrl: string }>('/connections/authorize', {
        platform,
        returnUrl: `${crm}/done`,
      })
    ).body.connectUrl;
  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { name, level: 1 }).waitFor();
  const press = async (page: Page, name: string | RegExp) => await page.getByRole('button', { name }).click();
  /** The platform's own dialog: who logs in, and what is pressed. */
  const answer = async (page: Page, user: string, decision: 'Allow' | 'Refuse' = 'Allow') => {
    await page.locator(`input[name=user][value="${user}"]`).check();
    await press(page, decision);
  };
  const reconnectLink = async (id: string) =>
    (await app.api.post<{ reconnectUrl: string }>(`/connections/${id}/reconnect`)).body.reconnectUrl;
  const view = async (id: string) => (await app.api.get<ConnectionView>(`/connections/${id}`)).body;
  const xAccount = async () =>
    await connect(app, 'TWITTER', { user: SEED.twitterHarbourRowing, accountId: SEED.twitterHarbourRowing });

  it('Facebook: a Page is chosen after the dialog, and one that cannot publish says why', async () => {
    const { page, troubles } = await openWindow(browser, { viewport: phone });
    await page.goto(await begin('FACEBOOK'));
    await heading(page, 'Connect Facebook Pages');
    const introIssues = await seriousIssues(page);
    await press(page, 'Continue at Facebook');

    await answer(page, SEED.alex);
    await heading(page, 'Choose what to connect');
    await page.getByText('Your role on this Page does not include creating content').waitFor();
    const [closed, choiceIssues, isWide] = [
      await page.getByRole('checkbox', { name: /Riverside Runners/ }).isDisabled(),
      await seriousIssues(page),
      await isWiderThanScreen(page),
    ];
    await page.getByRole('checkbox', { name: /Old Town Tennis/ }).check();
    await press(page, 'Connect 1 account');
    await heading(page, 'Connected');

    expect([closed, isWide]).toEqual([true, false]);
    expect([...introIssues, ...choiceIssues, ...(await seriousIssues(page))]).toEqual([]);
    const back = page.getByRole('link', { name: 'Back to crm.example' });
    expect(await back.getAttribute('href')).toMatch(
      /^https:\/\/crm\.example\/done\?sessionId=.*&status=connected$/,
    );
    const { body } = await app.api.get<{ data: ConnectionView[] }>('/connections?platform=FACEBOOK');
    expect(body.data.map(({ accountId }) => accountId)).toEqual([SEED.oldTownTennis]);
    expect(troubles).toEqual([]);
  });

  it('Instagram: through the dialog of Facebook', async () => {
    const { page } = await openWindow(browser);
    await page.goto(await begin('INSTAGRAM'));
    await press(page, 'Continue at Facebook');

    await answer(page, SEED.alex);
    await press(page, /^Connect 1 account$/);
    await heading(page, 'Connected');

    const { body } = await app.api.get<{ data: ConnectionView[] }>('/connections?platform=INSTAGRAM');
    expect(body.data.map(({ accountId }) => accountId)).toEqual([SEED.harbourRowingInstagram]);
  });

  it('X: has one account, which is connected at once', async () => {
    const { page } = await openWindow(browser);
    await page.goto(await begin('TWITTER'));
    await press(page, 'Continue at X');

    await answer(page, SEED.twitterOldTownTennis);
    await heading(page, 'Connected');

    expect(await page.getByText('oldtowntennis').isVisible()).toBe(true);
  });

  it('the mail about an ended token leads to a page on the phone, and from there the parked post goes out', async () => {
    const user = SEED.twitterHarbourRowing;
    const api = app.api.as({ tenantId: 'rowing', email: anna });
    const connection = await connect(app, 'TWITTER', { user, accountId: user }, api);
    await app.nest.get(NoticesService).make();
    await app.database.query(
      `UPDATE "SocialConnection" SET is_active = false, error_message = 'Token expired - reauthentication required' WHERE id = $1`,
      [connection.id],
    );
    const { body: made } = await api.post<{ posts: { id: string }[] }>('/posts', {
      connectionIds: [connection.id],
      content: 'Regatta today',
    });
    await app.publishDue();
    await app.nest.get(NoticesService).make();
    await app.advance(120);
    await app.nest.get(NoticesService).send();
    const { body } = await app.sandbox.send('GET', `/_sandbox/mailbox?to=${anna}`);
    const [link] = /https?:\S+\/start\/\S+/.exec((body as { mails: SandboxMail[] }).mails[0]!.text)!;

    const { page, troubles } = await openWindow(browser, { viewport: phone, theme: 'dark' });
    await page.goto(link);
    await heading(page, 'Reconnect harbourrowing');
    await page.getByText('Token expired - reauthentication required').waitFor();
    await page.getByText('1 post waits for this account.').waitFor();
    const issues = [...(await seriousIssues(page)), ...((await isWiderThanScreen(page)) ? ['too wide'] : [])];
    await press(page, 'Continue at X');
    await answer(page, user);
    await heading(page, 'Connected');
    await page.getByText('The post that waited goes out by itself.').waitFor();
    await app.publishDue();

    expect([...issues, ...(await seriousIssues(page)), ...troubles]).toEqual([]);
    const { body: post } = await api.get<{ status: string }>(`/posts/${made.posts[0]?.id}`);
    expect(post.status).toBe('PUBLISHED');
  });

  it('the wrong account is refused by name, and the right one taken by the same page', async () => {
    const connection = await xAccount();
    await app.api.post(`/connections/${connection.id}/deactivate`);
    const { page } = await openWindow(browser, { viewport: phone });
    await page.goto(await reconnectLink(connection.id));
    await press(page, 'Continue at X');

    await answer(page, SEED.twitterOldTownTennis);
    await heading(page, 'That was another account');
    await page.getByText('but the login gave access to: oldtowntennis').waitFor();
    const issues = await seriousIssues(page);
    const meanwhile = await view(connection.id);
    await press(page, 'Try again');
    await answer(page, SEED.twitterHarbourRowing);
    await heading(page, 'Connected');

    expect(issues).toEqual([]);
    expect(meanwhile.isActive).toBe(false);
    expect((await view(connection.id)).isActive).toBe(true);
  });

  it('a refusal at the platform says what it means, and leads to the CRM or to another try', async () => {
    const { page } = await openWindow(browser);
    await page.goto(await begin('FACEBOOK'));
    await press(page, 'Continue at Facebook');

    await answer(page, SEED.alex, 'Refuse');

    await heading(page, 'You did not allow it at Facebook');
    expect(await page.getByRole('button', { name: 'Try again' }).isEnabled()).toBe(true);
    expect(await page.getByRole('link', { name: 'Back to crm.example' }).getAttribute('href')).toContain(
      'status=failed&code=LOGIN_REFUSED',
    );
  });

  it('a dialog that somebody sends on is not ended in another browser, and still in the one that opened it', async () => {
    const [mine, theirs] = [await openWindow(browser, { viewport: phone }), await openWindow(browser)];
    await mine.page.goto(await begin('FACEBOOK'));
    await press(mine.page, 'Continue at Facebook');
    await mine.page.waitForURL(`${app.sandboxUrl}/**`);
    // Another site than ours, as the platforms are: the cookie must come along from there.
    const dialog = mine.page.url().replace('127.0.0.1', 'localhost');

    await theirs.page.goto(dialog);
    await answer(theirs.page, SEED.sam);
    await heading(theirs.page, 'Not connected');
    const words = await theirs.page.getByRole('main').textContent();
    await mine.page.goto(dialog);
    await answer(mine.page, SEED.alex);
    await heading(mine.page, 'Choose what to connect');

    expect(words).toContain('Open the link again');
    expect(await mine.page.getByRole('checkbox', { name: /Sunrise Swimmers/ }).count()).toBe(0);
  });

  it('a platform that does not answer is told as such', async () => {
    const connection = await xAccount();
    const { page } = await openWindow(browser);
    await page.goto(await reconnectLink(connection.id));
    await press(page, 'Continue at X');
    await app.sandbox.control('faults', {
      fault: 'error-before',
      operation: 'token',
      platform: 'TWITTER',
      times: null,
    });

    await answer(page, SEED.twitterHarbourRowing);

    await heading(page, 'X does not answer');
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await press(page, 'Try again');
    await answer(page, SEED.twitterHarbourRowing);
    await heading(page, 'Connected');
  });

  it('a link that was used, has expired or is not known says which', async () => {
    const connection = await xAccount();
    const used = await reconnectLink(connection.id);
    const { page } = await openWindow(browser, { viewport: phone });
    await page.goto(used);
    await press(page, 'Continue at X');
    await answer(page, SEED.twitterHarbourRowing);
    await heading(page, 'Connected');
    const old = await begin('FACEBOOK');

    await page.goto(`${app.url}/connect/no-such-link`);
    await heading(page, 'This link does not work');
    const issues = await seriousIssues(page);
    await app.advance(601);
    await page.goto(old);
    await heading(page, 'This link has expired');
    await page.goto(used);
    await heading(page, 'Connected');

    expect(issues).toEqual([]);
  });

  it('a service that cannot be reached is told as such, and the page goes on when it can be', async () => {
    const { page, context } = await openWindow(browser);
    const address = await begin('FACEBOOK');
    await context.route('**/api/v1/social/connect/**', (route) => route.abort());

    await page.goto(address);
    await heading(page, 'The service could not be reached');
    await context.unroute('**/api/v1/social/connect/**');
    await press(page, 'Try again');

    await heading(page, 'Connect Facebook Pages');
  });
});
