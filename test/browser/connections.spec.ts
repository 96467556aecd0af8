import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { isWiderThanScreen, phone, seriousIssues } from '../support/browser.ts';
import { startConsoleSuite } from '../support/console-suite.ts';
import { openConsole } from '../support/console-window.ts';
import type { GivenConnection } from '../support/given.ts';

const suite = startConsoleSuite();
const { open, given } = suite;
const readOnly = 'social:read';
const tomorrow = () => new Date(suite.app.clock.now().getTime() + 86_400_000);

async function change({ id }: GivenConnection, set: string): Promise<void> {
  await suite.app.database.query(`UPDATE "SocialConnection" SET ${set} WHERE id = $1`, [id]);
}

/** Ends in three days, and nobody but a person can renew it. */
async function endSoon(connection: GivenConnection): Promise<void> {
  await change(
    connection,
    `token_expires_at = social_now() + interval '3 days', refresh_token_sealed = NULL`,
  );
}

/** The ids of the connections, as their links stand one below the other; names may be alike. */
async function shown(page: Page): Promise<string[]> {
  const links = await page.getByRole('table').getByRole('link').all();
  const addresses = await Promise.all(links.map(async (link) => await link.getAttribute('href')));
  return addresses.map((address) => address?.replace('/connections/', '') ?? '');
}

describe('the page of connections', () => {
  it('shows first what needs somebody, why it stands, and what waits behind it', async () => {
    const stopped = await given('TWITTER');
    const ending = await given('FACEBOOK');
    const fine = await given('FACEBOOK');
    await endSoon(ending);
    await suite.app.given.post(stopped, { scheduledAt: tomorrow() });
    await suite.app.given.post(stopped, { scheduledAt: tomorrow() });
    await suite.api.post(`/connections/${stopped.id}/deactivate`);

    const { page, troubles } = await open('/connections');

    await page.getByRole('table').waitFor();
    expect(await shown(page)).toEqual([stopped.id, ending.id, fine.id]);
    const row = page.getByRole('row').nth(1);
    expect(await row.getByText('Deactivated by tester').isVisible()).toBe(true);
    await row.getByText('2', { exact: true }).waitFor();
    await page.getByText('3 connections · 2 need somebody').waitFor();
    expect(troubles).toEqual([]);
  });

  it('shows those of a filter, keeps it in the address, and leads out of one that nothing matches', async () => {
    const stopped = await given('TWITTER');
    await suite.api.post(`/connections/${stopped.id}/deactivate`);
    const fine = await given('FACEBOOK');
    const { page } = await open('/connections');
    await page.getByRole('table').waitFor();

    await page.getByLabel('State').selectOption('Stopped');
    await page.getByText('1 connection ·').waitFor();
    const onlyStopped = await shown(page);
    await page.getByLabel('Platform').selectOption('Facebook');
    await page.getByRole('heading', { name: 'No connection is like this' }).waitFor();
    const address = new URL(page.url()).search;
    await page.getByRole('button', { name: 'Show all connections' }).click();
    await page.getByText('2 connections ·').waitFor();

    expect(onlyStopped).toEqual([stopped.id]);
    expect(address).toBe('?platform=FACEBOOK&state=STOPPED');
    expect(await shown(page)).toEqual([stopped.id, fine.id]);
  });

  it('asks the service for those that need somebody, however many work', async () => {
    await given('FACEBOOK');
    const troubled = await given('FACEBOOK');
    await change(troubled, `error_code = 'FACEBOOK_ACCOUNT_LIMITED', error_message = 'It is limited.'`);
    await suite.app.database.query(
      `INSERT INTO "SocialConnection" (tenant_id, platform, account_id, account_name, access_token_sealed)
       SELECT $1, 'TWITTER', 'many-' || n, 'Account ' || n, 'sealed' FROM generate_series(1, 105) n`,
      [suite.tenantId],
    );
    const { page } = await open('/connections?state=ATTENTION');

    await page.getByText('1 connection · 1 needs somebody').waitFor();

    expect(await shown(page)).toEqual([troubled.id]);
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  it('shows all that stopped before the first that works, however many pages they fill', async () => {
    const fine = await given('FACEBOOK');
    await suite.app.database.query(
      `INSERT INTO "SocialConnection" (tenant_id, platform, account_id, account_name, is_active, error_message)
       SELECT $1, 'TWITTER', 'many-' || n, 'Account ' || n, false, 'It was stopped.' FROM generate_series(1, 105) n`,
      [suite.tenantId],
    );
    const { page } = await open('/connections');
    await page.getByText('The first 100 connections').waitFor();
    const first = await shown(page);

    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('106 connections').waitFor();

    const all = await shown(page);
    expect([first.length, first.includes(fine.id)]).toEqual([100, false]);
    expect([all.length, all.at(-1)]).toEqual([106, fine.id]);
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  it('goes to the page of a new login by keyboard alone', async () => {
    const { page } = await open('/connections');
    await page.getByRole('heading', { name: 'No account is connected yet' }).waitFor();

    await page.getByRole('button', { name: 'Connect an account' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Instagram' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    await page.waitForURL(/\/connect\/[\w-]{20,}$/);
    const { body } = await suite.api.get<{
      platform: string;
      mode: string;
      returnTo: { host: string } | null;
    }>(new URL(page.url()).pathname);
    expect(body).toMatchObject({ platform: 'INSTAGRAM', mode: 'CONNECT' });
    expect(body.returnTo?.host).toBe(new URL(suite.app.url).host);
  });

  it('goes there also where the console has another name than the service, then without a way back', async () => {
    const { page } = await openConsole(suite.browser, { claims: { tenantId: suite.tenantId } });
    await page.goto(`${suite.app.url.replace('127.0.0.1', 'localhost')}/connections`);

    await page.getByRole('button', { name: 'Connect an account' }).click();
    await page.getByRole('menuitem', { name: 'Facebook' }).click();

    await page.waitForURL(/\/connect\/[\w-]{20,}$/);
    const { body } = await suite.api.get<{ returnTo: unknown }>(new URL(page.url()).pathname);
    expect(body.returnTo).toBeNull();
  });

  it('lets nobody connect whose access does not include it, and says so', async () => {
    const { page } = await open('/connections', { scope: readOnly });

    const button = page.getByRole('button', { name: 'Connect an account' });
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
    expect(await page.getByText('Your access does not include this (social:admin).').isVisible()).toBe(true);
  });

  it('says that it could not load, and loads when asked again', async () => {
    const connection = await given('FACEBOOK');
    const { page } = await openConsole(suite.browser, { claims: { tenantId: suite.tenantId } });
    await page.route('**/api/v1/social/connections?*', async (route) => {
      await route.fulfill({ status: 403, json: { detail: 'Not now.', code: 'SCOPE_MISSING' } });
    });
    await page.goto(`${suite.app.url}/connections`);
    await page.getByRole('alert').getByText('Not now.').waitFor();

    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();

    await page.getByRole('link', { name: connection.accountName }).waitFor();
  });

  it.each(['light', 'dark'] as const)('fits on a phone and is accessible in %s', async (theme) => {
    await endSoon(await given('FACEBOOK'));
    const stopped = await given('TWITTER');
    await suite.app.given.post(stopped, { scheduledAt: tomorrow() });
    await suite.api.post(`/connections/${stopped.id}/deactivate`);
    const { page } = await open('/connections', { viewport: phone, theme });
    await page.getByRole('table').waitFor();

    expect(await seriousIssues(page)).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
  });
});

describe('the page of one connection', () => {
  it('tells the one cause, who must act and where, above the checks', async () => {
    const connection = await given('FACEBOOK');
    await suite.app.sandbox.control(`accounts/${connection.accountId}`, { state: 'password-changed' });

    const { page, troubles } = await open(`/connections/${connection.id}`);

    await page.getByText('Posts cannot go out').waitFor();
    const diagnosis = page.getByRole('region', { name: 'Diagnosis' });
    expect(await diagnosis.getByText('Somebody who manages the account at the platform').isVisible()).toBe(
      true,
    );
    const checks = diagnosis.getByRole('list', { name: 'Checks' }).getByRole('listitem');
    expect(await checks.count()).toBeGreaterThan(10);
    expect(await checks.filter({ hasText: 'Token at the platform' }).textContent()).toMatch(
      /Problem.*password/,
    );
    await diagnosis.getByRole('link', { name: 'Go to “Reconnect”' }).click();
    expect(new URL(page.url()).hash).toBe('#reconnect');
    expect(troubles).toEqual([]);
  });

  it('finds nothing wrong any more when it is checked again after the trouble ended', async () => {
    const connection = await given('FACEBOOK');
    await suite.app.sandbox.control(`accounts/${connection.accountId}`, { state: 'expired' });
    const { page } = await open(`/connections/${connection.id}`);
    await page.getByText('Posts cannot go out').waitFor();

    await suite.app.sandbox.control(`accounts/${connection.accountId}`, { state: 'ok' });
    suite.app.clock.advance(11);
    await page.getByRole('button', { name: 'Check again' }).click();

    await page.getByText('Everything is fine', { exact: true }).waitFor();
    suite.app.clock.advance(-11);
  });

  it('asks the platform once when it opens, and not again when the window gets the focus back', async () => {
    const connection = await given('TWITTER');
    const { page } = await openConsole(suite.browser, { claims: { tenantId: suite.tenantId } });
    await page.clock.install();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/diagnosis')) asked.push(request.url());
    });

    await page.goto(`${suite.app.url}/connections/${connection.id}`);
    await page.getByText('Everything is fine', { exact: true }).waitFor();
    await page.clock.fastForward(120_000);
    await page.evaluate(`window.dispatchEvent(new Event('visibilitychange'))`);
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByRole('button', { name: 'Check again' }).waitFor();

    expect(asked).toHaveLength(2);
  });

  it('gives a link for the admin that opens the page of the reconnect', async () => {
    const connection = await given('TWITTER');
    const { page, context } = await open(`/connections/${connection.id}`);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);

    await page.getByRole('button', { name: 'Get a link' }).click();
    const dialog = page.getByRole('dialog', { name: `Reconnect ${connection.accountName}` });
    const link = await dialog.getByLabel('Link for the admin').inputValue();
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();

    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(link);
    await page.goto(link);
    const { body } = await suite.api.get<{ mode: string; account: { accountName: string } }>(
      new URL(page.url()).pathname,
    );
    expect([body.mode, body.account.accountName]).toEqual(['RECONNECT', connection.accountName]);
  });

  it('shows the refusal of a refresh in the words of the service', async () => {
    const connection = await given('FACEBOOK');
    const { page } = await open(`/connections/${connection.id}`);

    await page.getByRole('button', { name: 'Renew now' }).click();

    await page.getByRole('alert').getByText('Facebook tokens cannot be refreshed.').waitFor();
  });

  it('renews a token and says until when it lives', async () => {
    const connection = await given('TWITTER');
    const before = await suite.app.database.query(
      `SELECT token_version FROM "SocialConnection" WHERE id = $1`,
      [connection.id],
    );
    const { page } = await open(`/connections/${connection.id}`);

    await page.getByRole('button', { name: 'Renew now' }).click();

    await page.getByText(/^Renewed; it lives until /).waitFor();
    const after = await suite.app.database.query(
      `SELECT token_version FROM "SocialConnection" WHERE id = $1`,
      [connection.id],
    );
    expect(after).not.toEqual(before);
  });

  it('stops sending only after it has said what will wait, and shows it everywhere', async () => {
    const connection = await given('TWITTER');
    await suite.app.given.post(connection, { scheduledAt: tomorrow() });
    const { page } = await open(`/connections/${connection.id}`);
    const isActive = async () =>
      (await suite.api.get<{ isActive: boolean }>(`/connections/${connection.id}`)).body.isActive;

    await page.getByRole('button', { name: 'Stop sending …' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('1 post that is planned will wait.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const afterEscape = await isActive();
    await page.getByRole('button', { name: 'Stop sending …' }).click();
    await dialog.getByRole('button', { name: 'Stop sending' }).click();

    await page.getByText('Nothing is sent', { exact: true }).waitFor();
    expect([afterEscape, await isActive()]).toEqual([true, false]);
    await page.getByRole('link', { name: 'All connections' }).click();
    const row = page.getByRole('row').filter({ hasText: connection.accountName });
    await row.getByText('Stopped', { exact: true }).waitFor();
  });

  it('says after disconnecting what became of the permission, and leaves a list without it', async () => {
    const connection = await given('TWITTER');
    const { page } = await open(`/connections/${connection.id}`);

    await page.getByRole('button', { name: 'Disconnect …' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
    await page.getByRole('alertdialog').getByText('the permission is revoked at X').waitFor();
    await page.getByRole('button', { name: 'To all connections' }).click();

    await page.getByRole('heading', { name: 'No account is connected yet' }).waitFor();
  });

  it('takes the distance between posts in minutes and says at the field what is wrong', async () => {
    const connection = await given('FACEBOOK');
    const { page } = await open(`/connections/${connection.id}`);
    const field = page.getByLabel('Least time between two posts, in minutes');
    const panel = page.getByRole('region', { name: 'Distance between posts' });

    await field.fill('soon');
    await page.keyboard.press('Enter');
    await panel.getByText('Enter a number of minutes').waitFor();
    await field.fill('20000');
    await page.keyboard.press('Enter');
    await panel.getByText('At most 10,080 minutes, which is a week.', { exact: true }).waitFor();
    const isMarked = await field.getAttribute('aria-invalid');
    await field.fill('1,5');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Saved.').waitFor();

    const { body } = await suite.api.get<{ minSpacingSeconds: number }>(`/connections/${connection.id}`);
    expect([isMarked, body.minSpacingSeconds]).toEqual(['true', 90]);
    await page.getByText('Between two posts there are at least 90 seconds.').waitFor();
  });

  it('shows what went out in the last hours', async () => {
    const connection = await given('FACEBOOK');
    await suite.app.given.post(connection);
    await suite.app.publishDue();

    const { page } = await open(`/connections/${connection.id}`);

    const panel = page.getByRole('region', { name: 'Posts of the last 24 hours' });
    await panel.getByText('1 post went out').waitFor();
    expect(await panel.getByRole('listitem').allTextContents()).toEqual([expect.stringMatching(/: 1 post$/)]);
  });

  it('shows the limits that the platform told when the page had it asked', async () => {
    const connection = await given('TWITTER');

    const { page } = await open(`/connections/${connection.id}`);

    const table = page.getByRole('table', { name: /^What the platform said about its limits/ });
    await table.getByText('GET /2/users/me').waitFor();
  });

  it.each([1280, 900, 360])(
    'keeps what the platform said about limits inside its panel, %i pixels wide',
    async (width) => {
      const connection = await given('TWITTER');
      await suite.app.given.post(connection);
      await suite.app.publishDue();

      const { page } = await open(`/connections/${connection.id}`, { viewport: { width, height: 800 } });
      const table = page.getByRole('table', { name: /^What the platform said about its limits/ });
      await table.waitFor();
      const [inner, outer] = [await table.boundingBox(), await table.locator('xpath=..').boundingBox()];

      expect(inner!.x + inner!.width).toBeLessThanOrEqual(outer!.x + outer!.width + 0.5);
      expect(await isWiderThanScreen(page)).toBe(false);
    },
  );

  it('leaves reading open and every change closed to whoever may only read', async () => {
    const connection = await given('TWITTER');

    const { page } = await open(`/connections/${connection.id}`, { scope: readOnly });

    await page.getByText('Everything is fine', { exact: true }).waitFor();
    const actions = page.getByRole('region', { name: 'Actions' }).getByRole('button');
    for (const action of await actions.all()) expect(await action.isDisabled()).toBe(true);
    expect(await actions.count()).toBe(4);
    await page.getByText('Your access does not include this (social:write).').waitFor();
  });

  it('of another club says that there is none', async () => {
    const { id } = await suite.app.given.connection('FACEBOOK', { tenantId: 'another-club' });

    const { page } = await open(`/connections/${id}`);

    await page.getByRole('heading', { name: 'There is no such connection' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('fits on a phone and is accessible in %s', async (theme) => {
    const connection = await given('FACEBOOK');
    await suite.app.sandbox.control(`accounts/${connection.accountId}`, { state: 'lost-role' });
    const { page } = await open(`/connections/${connection.id}`, { viewport: phone, theme });
    await page.getByText('Posts cannot go out').waitFor();

    const issues = await seriousIssues(page);
    await page.getByRole('button', { name: 'Disconnect …' }).click();
    await page.getByRole('alertdialog').waitFor();

    expect([...issues, ...(await seriousIssues(page))]).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
  });
});
