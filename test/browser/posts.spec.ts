import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type desktop, isWiderThanScreen, phone, seriousIssues, startBrowser } from '../support/browser.ts';
import { openConsole } from '../support/console-window.ts';
import { TestApp } from '../support/test-app.ts';

const dayMs = 86_400_000;
const days = (count: number) => new Date(Date.now() + count * dayMs);

interface PostView {
  id: string;
  content: string;
  status: string;
  scheduledAt: string | null;
  deletedOnPlatformAt: string | null;
}

let app: TestApp;
let browser: Browser;
let tenants = 0;

beforeAll(async () => {
  [app, browser] = await Promise.all([TestApp.start(), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await app.close();
});

describe('the calendar of posts', () => {
  it('says of each day how many posts it has in which states, and lists those of a chosen day', async () => {
    const tenantId = newTenant();
    const connection = await app.given.connection('FACEBOOK', { tenantId });
    await app.given.post(connection, { content: 'The regatta was won' });
    await app.publishDue();
    const at = inNextMonth();
    await app.given.post(connection, { content: 'Summer camp begins', scheduledAt: at });
    const cancelled = await app.given.post(connection, { content: 'Winter camp begins', scheduledAt: at });
    await app.api.as({ tenantId }).post(`/posts/${cancelled.id}/cancel`);
    const { page, troubles } = await open(tenantId, '/posts');

    await page.getByRole('region', { name: 'Posts by day' }).waitFor();
    await page.getByRole('link', { name: /The regatta was won/ }).waitFor();
    await page.getByRole('button', { name: 'Next', exact: true }).first().click();
    await page.getByRole('button', { name: /2 posts, 1 scheduled, 1 cancelled/ }).click();

    const ofDay = page.getByRole('link', { name: /camp begins/ });
    await ofDay.nth(1).waitFor();
    expect(await ofDay.count()).toBe(2);
    expect(await ofDay.first().textContent()).toContain(connection.accountName);
    expect(new URL(page.url()).searchParams.get('day')).toBe(at.toISOString().slice(0, 10));
    expect(troubles).toEqual([]);
  });

  it('is walked through with the keyboard', async () => {
    const tenantId = newTenant();
    const connection = await app.given.connection('TWITTER', { tenantId });
    const at = inNextMonth();
    await app.given.post(connection, { content: 'Doors open', scheduledAt: at });
    const dayBefore = new Date(at.getTime() - dayMs).toISOString().slice(0, 10);
    const { page } = await open(tenantId, `/posts?day=${dayBefore}`);

    await page.getByText('Nothing on this day.').waitFor();
    await page.locator('[role=button][data-selected]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');

    await page.getByRole('link', { name: /Doors open/ }).waitFor();
  });

  it('keeps its filters in the address', async () => {
    const tenantId = newTenant();
    const [facebook, x] = [
      await app.given.connection('FACEBOOK', { tenantId }),
      await app.given.connection('TWITTER', { tenantId }),
    ];
    const at = inNextMonth();
    await app.given.post(facebook, { content: 'On the Page', scheduledAt: at });
    await app.given.post(x, { content: 'In short', scheduledAt: at });
    const { page } = await open(tenantId, `/posts?day=${at.toISOString().slice(0, 10)}`);
    await page.getByRole('link', { name: /On the Page/ }).waitFor();

    await page.getByLabel('Platform').selectOption('X');
    await page.getByRole('link', { name: /On the Page/ }).waitFor({ state: 'detached' });
    const shared = await open(tenantId, page.url().slice(app.url.length));

    await shared.page.getByRole('link', { name: /In short/ }).waitFor();
    expect(await shared.page.getByRole('link', { name: /On the Page/ }).count()).toBe(0);
    expect(await shared.page.getByLabel('Platform').inputValue()).toBe('TWITTER');
  });
});

describe('the list of posts', () => {
  it('says what is wrong with a post in plain words', async () => {
    const tenantId = newTenant();
    const connection = await app.given.connection('FACEBOOK', { tenantId });
    const post = await app.given.post(connection, { content: 'Waits behind it', scheduledAt: days(2) });
    await app.api.as({ tenantId }).post(`/connections/${connection.id}/deactivate`);
    const { body } = await app.api.as({ tenantId }).get<{ blockedReason: string }>(`/posts/${post.id}`);

    const { page } = await open(tenantId, '/posts?view=list&status=SCHEDULED');

    const row = page.getByRole('listitem').filter({ hasText: 'Waits behind it' });
    await row.waitFor();
    const text = await row.innerText();
    expect(body.blockedReason).toMatch(/goes out when it is reconnected/);
    expect(text).toContain(body.blockedReason);
    expect(text).toContain('Scheduled');
    expect(text).toContain(connection.accountName);
  });

  it('shows the next ones when asked, and none twice', async () => {
    const tenantId = newTenant();
    const connection = await app.given.connection('TWITTER', { tenantId });
    for (let number = 1; number <= 23; number += 1)
      await app.given.post(connection, { content: `Result ${number}.`, scheduledAt: days(3) });
    const { page } = await open(tenantId, '/posts?view=list');
    const links = page.getByRole('link', { name: /^Result \d+\.$/ });
    await page.getByText('20 posts shown').waitFor();

    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('23 posts shown').waitFor();

    expect(new Set(await links.allTextContents()).size).toBe(23);
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  it('leads to the first post where there is none, and out of filters that fit none', async () => {
    const tenantId = newTenant();
    const { page } = await open(tenantId, '/posts?view=list&status=FAILED');

    await page.getByRole('heading', { name: 'No post fits the filters' }).waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).last().click();

    await page.getByRole('heading', { name: 'No posts yet' }).waitFor();
    const link = page.getByRole('link', { name: 'New post' }).last();
    expect(await link.getAttribute('href')).toBe('/posts/new');
  });

  it('says so when it cannot be loaded, and loads again when asked', async () => {
    const tenantId = newTenant();
    const connection = await app.given.connection('TWITTER', { tenantId });
    await app.given.post(connection, { content: 'Still there', scheduledAt: days(1) });
    const { page } = await open(tenantId, '/posts?view=calendar');
    await page.getByRole('region', { name: 'Posts by day' }).waitFor();
    await page.route(
      '**/api/v1/social/posts?*',
      async (route) => await route.fulfill({ status: 400, json: problem }),
    );

    await page.getByRole('link', { name: 'List' }).click();
    await page.getByText('This could not be loaded').waitFor();
    const said = await page.getByRole('alert').innerText();
    await page.unroute('**/api/v1/social/posts?*');
    await page.getByRole('button', { name: 'Try again' }).click();

    await page.getByText('Still there').waitFor();
    expect(said).toContain(problem.detail);
    expect(said).toContain(problem.requestId);
  });
});

describe('the page of a post', () => {
  it('tells how it went out, with what a support needs, and shows its figures grow', async () => {
    const tenantId = newTenant();
    const connection = await app.given.connection('INSTAGRAM', { tenantId });
    const { id } = await app.given.post(connection, { content: 'A court in the sun' });
    await publishPicture();
    const api = app.api.as({ tenantId });
    const { body: attempts } = await api.get<{ data: { platformPostId: string }[] }>(`/posts/${id}/attempts`);
    await app.advance(3_600);
    const { page, troubles } = await open(tenantId, `/posts/${id}`);

    await page.getByText(/^Went out on /).waitFor();
    await page.getByRole('img', { name: 'A tennis court' }).waitFor();
    await page.getByText('For support').click();
    await page.getByRole('button', { name: 'Read now' }).click();
    await page.getByText('Read.', { exact: true }).waitFor();
    const before = await figureIn(page, 'Likes');
    await app.advance(7_200);
    await page.getByRole('button', { name: 'Read now' }).click();
    await page.getByRole('img', { name: /^Lines: Likes/ }).waitFor();

    expect(attempts.data[0]?.platformPostId).toMatch(/^\d+$/);
    await page.getByText(attempts.data[0]?.platformPostId ?? '').waitFor();
    expect(await figureIn(page, 'Likes')).toBeGreaterThan(before);
    expect(
      await page.getByRole('table', { name: 'The figures as a table' }).locator('tbody tr').count(),
    ).toBe(2);
    expect(await page.getByRole('link', { name: /Open on Instagram/ }).getAttribute('href')).toMatch(/^http/);
    expect(troubles).toEqual([]);
  });

  it('says who wrote it, and nothing where that is not known', async () => {
    const tenantId = newTenant();
    const connection = await app.given.connection('FACEBOOK', { tenantId });
    const { body } = await app.api.as({ tenantId, subject: 'anna' }).post<{ posts: PostView[] }>('/posts', {
      connectionIds: [connection.id],
      content: 'From Anna',
      scheduledAt: days(30).toISOString(),
    });
    const id = body.posts[0]?.id ?? '';
    const { page, troubles } = await open(tenantId, `/posts/${id}`);
    const details = page.getByRole('region', { name: 'Details' });

    await details.getByText('Number of the post').waitFor();
    const known = await details.locator('dl').innerText();
    await app.database.query(`UPDATE "SocialPost" SET created_by = NULL WHERE id = $1`, [id]);
    await page.reload();
    await details.getByText('Number of the post').waitFor();

    expect(known).toMatch(/Written by\s+anna/);
    expect(await details.locator('dl').innerText()).not.toContain('Written by');
    expect(troubles).toEqual([]);
  });

  it('shows what follows a post', async () => {
    const tenantId = newTenant();
    const connection = await app.given.connection('TWITTER', { tenantId });
    const { body } = await app.api.as({ tenantId }).post<{ posts: PostView[] }>('/posts', {
      connectionIds: [connection.id],
      content: 'First of all',
      options: { twitter: { thread: [{ content: 'And then the rest' }] } },
    });
    const id = body.posts[0]?.id ?? '';
    await app.publishDue();
    const { page } = await open(tenantId, `/posts/${id}`);

    await page.getByRole('link', { name: 'And then the rest' }).click();

    await page.getByRole('link', { name: 'See the first post' }).click();
    await page.getByText('First of all', { exact: true }).waitFor();
    expect(page.url()).toBe(`${app.url}/posts/${id}`);
  });

  it('does not write over what somebody else changed meanwhile, and goes on from the new version', async () => {
    const { tenantId, id, page } = await openScheduled('Kick-off at three');
    await page.getByRole('button', { name: 'Edit text' }).click();
    await page.getByLabel('Text', { exact: true }).fill('Kick-off at four');
    const other = await app.api.as({ tenantId }).patch(`/posts/${id}`, { content: 'Kick-off at five' });
    expect(other.status).toBe(200);

    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody else changed this post meanwhile').waitFor();
    const meanwhile = await postOf(tenantId, id);
    await page.getByRole('button', { name: 'Load the new version' }).click();
    await page.getByLabel('Your text, not saved').waitFor();
    const loaded = await page.getByLabel('Text', { exact: true }).inputValue();
    const kept = await page.getByLabel('Your text, not saved').inputValue();
    await page.getByLabel('Text', { exact: true }).fill('Kick-off at six');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();

    expect(meanwhile.content).toBe('Kick-off at five');
    expect([loaded, kept]).toEqual(['Kick-off at five', 'Kick-off at four']);
    expect((await postOf(tenantId, id)).content).toBe('Kick-off at six');
  });

  it('gives a post another time in the zone of whoever looks', async () => {
    const { tenantId, id, page } = await openScheduled('Training moves');
    const day = days(10).toISOString().slice(0, 10);
    await page.getByRole('button', { name: 'Reschedule' }).click();
    const dialog = page.getByRole('dialog', { name: 'When should it go out?' });

    await dialog.getByLabel('New time').fill(`${day}T07:30`);
    await dialog.getByText('Your time zone: Europe/Berlin').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It has a new time.').waitFor();

    const { scheduledAt } = await postOf(tenantId, id);
    const inBerlin = new Intl.DateTimeFormat('sv-SE', {
      dateStyle: 'short',
      timeStyle: 'short',
      timeZone: 'Europe/Berlin',
    });
    expect(inBerlin.format(new Date(scheduledAt ?? 0))).toBe(`${day} 07:30`);
  });

  it('refuses a time that has passed before anything is sent', async () => {
    const { tenantId, id, page } = await openScheduled('Too late');
    const { scheduledAt } = await postOf(tenantId, id);
    await page.getByRole('button', { name: 'Reschedule' }).click();

    await page.getByLabel('New time').fill('2020-01-01T10:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This time has passed').waitFor();

    expect((await postOf(tenantId, id)).scheduledAt).toBe(scheduledAt);
  });

  it('cancels a post only when asked twice, then lets it be deleted', async () => {
    const { tenantId, id, page } = await openScheduled('Never mind');

    await page.getByRole('button', { name: 'Cancel post' }).click();
    await page.keyboard.press('Escape');
    expect((await postOf(tenantId, id)).status).toBe('SCHEDULED');
    await page.getByRole('button', { name: 'Cancel post' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel post' }).click();
    await page.getByText('Cancelled. Nothing is sent.').waitFor();
    const { status } = await postOf(tenantId, id);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Posts', level: 1 }).waitFor();

    expect(status).toBe('CANCELLED');
    expect((await app.api.as({ tenantId }).get(`/posts/${id}`)).status).toBe(404);
  });

  it('takes a live post off its platform after saying what that means', async () => {
    const tenantId = newTenant();
    const connection = await app.given.connection('FACEBOOK', { tenantId });
    const { id } = await app.given.post(connection, { content: 'Better not' });
    await app.publishDue();
    const { page } = await open(tenantId, `/posts/${id}`);

    await page.getByRole('button', { name: 'Delete on Facebook' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Delete this post on Facebook?' });
    await dialog.getByText('taken off Facebook for everybody').waitFor();
    await dialog.getByRole('button', { name: 'Delete on Facebook' }).click();
    await page.getByText(/^Taken off Facebook/).waitFor();

    expect((await postOf(tenantId, id)).deletedOnPlatformAt).not.toBeNull();
    expect(await page.getByRole('button', { name: 'Delete on Facebook' }).count()).toBe(0);
  });

  it('says why a post failed, and retries it', async () => {
    const tenantId = newTenant();
    const connection = await app.given.connection('FACEBOOK', { tenantId });
    const { id } = await app.given.post(connection, { content: 'Refused for now' });
    await app.database.query(
      `UPDATE "SocialPost" SET status = 'FAILED', error_code = 'FACEBOOK_MEDIA_REFUSED', error_message = $2 WHERE id = $1`,
      [id, 'Facebook did not take the picture.'],
    );
    const { page } = await open(tenantId, `/posts/${id}`);

    await page.getByText('Facebook did not take the picture.').waitFor();
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('It is in the queue again.').waitFor();
    await app.publishDue();
    await page.reload();

    await page.getByText(/^Went out on /).waitFor();
    expect((await postOf(tenantId, id)).status).toBe('PUBLISHED');
  });

  it('shows what may not be done to somebody who may only read, and why', async () => {
    const tenantId = newTenant();
    const connection = await app.given.connection('FACEBOOK', { tenantId });
    const { id } = await app.given.post(connection, { scheduledAt: days(2) });

    const { page } = await open(tenantId, `/posts/${id}`, { scope: 'social:read' });

    const publish = page.getByRole('button', { name: 'Publish now' });
    await publish.waitFor();
    expect(await publish.isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Edit text' }).isDisabled()).toBe(true);
    const reason = await publish.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${reason}"]`).textContent()).toContain('social:write');
  });

  it('says so where there is no such post', async () => {
    const { page } = await open(newTenant(), '/posts/01a0a5f2-7c55-7b61-8d5e-0c3b5a6f7e01');

    await page.getByRole('heading', { name: 'There is no such post' }).waitFor();
    await page.getByRole('link', { name: 'All posts' }).click();
    await page.getByRole('heading', { name: 'Posts', level: 1 }).waitFor();
  });
});

describe.each(['light', 'dark'] as const)('on a phone in %s', (theme) => {
  it.each(['calendar', 'list', 'post', 'dialog'] as const)('the %s fits and is accessible', async (shown) => {
    const { tenantId, id, day } = await variedPosts();
    const path = {
      calendar: `/posts?day=${day}`,
      list: '/posts?view=list',
      post: `/posts/${id}`,
      dialog: `/posts/${id}`,
    };
    const { page } = await open(tenantId, path[shown], { viewport: phone, theme });
    await page.getByText('A long name of a club').first().waitFor();
    if (shown === 'dialog') await page.getByRole('button', { name: 'Reschedule' }).click();
    if (shown === 'dialog') await page.getByRole('dialog').waitFor();

    expect(await seriousIssues(page)).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
  });
});

/** `day` is that of the planned one, where the browser is: tests run late in the evening, too. */
async function variedPosts(): Promise<{ tenantId: string; id: string; day: string }> {
  const tenantId = newTenant();
  const connection = await app.given.connection('INSTAGRAM', { tenantId });
  const content = `A long name of a club ${'https://club.example/'.padEnd(120, 'x')}`;
  await app.given.post(connection, { content });
  await publishPicture();
  const at = days(1);
  const { id } = await app.given.post(connection, { content, scheduledAt: at });
  await app.api.as({ tenantId }).post(`/connections/${connection.id}/deactivate`);
  return { tenantId, id, day: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(at) };
}

/** Instagram takes a moment for the picture before it can go out. */
async function publishPicture(): Promise<void> {
  await app.publishDue();
  await app.advance(5);
  await app.recover();
}

async function openScheduled(content: string): Promise<{ tenantId: string; id: string; page: Page }> {
  const tenantId = newTenant();
  const connection = await app.given.connection('FACEBOOK', { tenantId });
  const { id } = await app.given.post(connection, { content, scheduledAt: days(2) });
  const { page } = await open(tenantId, `/posts/${id}`);
  await page.getByText(content, { exact: true }).waitFor();
  return { tenantId, id, page };
}

async function open(
  tenantId: string,
  path: string,
  { scope, ...look }: { scope?: string; viewport?: typeof desktop; theme?: 'light' | 'dark' } = {},
) {
  const claims = { tenantId, ...(scope && { scope }) };
  const { page, troubles } = await openConsole(browser, { claims, ...look });
  await page.goto(`${app.url}${path}`);
  return { page, troubles };
}

async function postOf(tenantId: string, id: string): Promise<PostView> {
  return (await app.api.as({ tenantId }).get<PostView>(`/posts/${id}`)).body;
}

/** What a tile says, as a number. */
async function figureIn(page: Page, name: string): Promise<number> {
  const tile = page
    .locator('dl > div')
    .filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}`) }) });
  return Number((await tile.locator('dd').first().innerText()).replaceAll(/\D/g, ''));
}

/** The 15th of the next month at noon in Berlin: on the next page of the calendar, whatever the day of the test. */
function inNextMonth(): Date {
  const now = new Date(Date.now());
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 15, 11));
}

function newTenant(): string {
  tenants += 1;
  return `club-${tenants}`;
}

const problem = {
  type: 'about:blank',
  title: 'Bad request',
  status: 400,
  code: 'VALIDATION_FAILED',
  detail: 'The cursor was not made by this service.',
  requestId: 'request-of-the-test',
};
