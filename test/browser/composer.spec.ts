import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page, Route } from 'playwright-core';
import type { Platform } from '../../src/kernel/platform.ts';
import { isWiderThanScreen, openWindow, phone, seriousIssues, startBrowser } from '../support/browser.ts';
import { openConsole } from '../support/console-window.ts';
import type { GivenConnection } from '../support/given.ts';
import { makePicture } from '../support/media-files.ts';
import { TestApp } from '../support/test-app.ts';

interface PostView {
  id: string;
  groupId: string;
  connectionId: string;
  status: string;
  content: string;
  scheduledAt: string | null;
  media: { altText?: string; uploadId?: string }[];
  options: Record<string, unknown>;
}

describe('composing a post in a browser', () => {
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

  /** A club of its own with these accounts, and its composer. */
  const open = async (
    platforms: Platform[],
    {
      query = '',
      scope,
      ...look
    }: { query?: string; scope?: string } & Parameters<typeof openWindow>[1] = {},
  ) => {
    const tenantId = `club-${(tenants += 1)}`;
    const connections: GivenConnection[] = [];
    for (const platform of platforms) connections.push(await app.given.connection(platform, { tenantId }));
    const window = await openConsole(browser, { claims: { tenantId, ...(scope && { scope }) }, ...look });
    const accounts = connections.map(({ id }) => id).join(',');
    await window.page.goto(`${app.url}/posts/new?accounts=${accounts}${query}`);
    await window.page.getByRole('heading', { name: 'New post', level: 1 }).waitFor();
    const posts = async () => (await app.api.as({ tenantId }).get<{ data: PostView[] }>('/posts')).body.data;
    return { ...window, connections, posts, tenantId };
  };
  const text = (page: Page) => page.getByLabel('Text', { exact: true });
  const choose = async (page: Page, name: string, buffer: Buffer) =>
    await page.getByLabel('Choose files').setInputFiles([{ name, mimeType: 'image/jpeg', buffer }]);
  const send = async (page: Page, name: RegExp) => await page.getByRole('button', { name }).click();
  const preview = (page: Page, name: string) =>
    page.getByRole('article', { name: `${name}: Sandbox Club`, exact: true });
  const focused = async (page: Page) =>
    await page.evaluate<string>(
      'document.activeElement.getAttribute("aria-label") ?? document.activeElement.tagName',
    );

  it('an uploaded picture and its description go out once on each of three platforms', async () => {
    const { page, connections, posts, troubles } = await open(['FACEBOOK', 'INSTAGRAM', 'TWITTER']);

    await text(page).fill('The boathouse opens at eleven');
    await choose(page, 'boathouse.jpg', await makePicture('jpeg', { width: 1080, height: 1080 }));
    await page.getByText('1,080 × 1,080').waitFor();
    await page.getByLabel('Description for people').fill('A red boat before a blue boathouse');
    await page.getByText('All 3 accounts can take this post.').waitFor();
    await send(page, /^Publish to 3 accounts$/);
    await page.getByRole('heading', { name: 'Your 3 posts are on their way', level: 1 }).waitFor();
    const links = await page.getByRole('link', { name: /^Open the post of/ }).all();
    const paths = await Promise.all(links.map(async (link) => await link.getAttribute('href')));
    await app.publishDue();
    await app.advance(30);
    await app.recover();

    const made = await posts();
    expect(made.map(({ status, media }) => [status, media[0]?.altText])).toEqual(
      Array(3).fill(['PUBLISHED', 'A red boat before a blue boathouse']),
    );
    expect(new Set(paths)).toEqual(new Set(made.map(({ id }) => `/posts/${id}`)));
    const live = await app.sandbox.ledger({ text: 'The boathouse opens at eleven' });
    expect(live).toHaveLength(3);
    expect(new Map(live.map(({ accountId, mediaCount }) => [accountId, mediaCount]))).toEqual(
      new Map(connections.map(({ accountId }) => [accountId, 1])),
    );
    expect(troubles).toEqual([]);
  });

  it('a text that is too long for X alone says so for X alone, before anything is sent', async () => {
    const { page, posts } = await open(['FACEBOOK', 'TWITTER']);
    let sent = 0;
    await page.route('**/api/v1/social/posts', async (route) => {
      sent += 1;
      await route.continue();
    });

    await text(page).fill(`${'Row with us. '.repeat(22)}Come to the open day!`);
    await page.getByText('X takes at most 280 characters, this text counts 307.').waitFor();
    await send(page, /^Publish to 2 accounts$/);
    await page.getByText('Nothing was sent').waitFor();

    expect(await preview(page, 'X').textContent()).toContain('27 too many');
    expect(await preview(page, 'X').locator('del').textContent()).toBe('h us. Come to the open day!');
    expect(await preview(page, 'Facebook').textContent()).toContain('Fits');
    expect(await preview(page, 'Facebook').locator('del').count()).toBe(0);
    expect(await focused(page)).toBe('TEXTAREA');
    expect([sent, (await posts()).length]).toEqual([0, 0]);
  });

  it('a file that is no picture says why at that file, and holds the post back until it is removed', async () => {
    const { page, posts } = await open(['FACEBOOK']);
    await text(page).fill('The boathouse opens');

    await choose(page, 'notes.jpg', Buffer.from('not a picture at all'));
    const file = page.getByRole('listitem', { name: 'notes.jpg' });
    await file.getByText('This is no picture or video that can be posted.').waitFor();
    await send(page, /^Publish now$/);
    await page.getByText('Remove the files that were not taken').first().waitFor();
    const before = await posts();
    await page.getByRole('button', { name: 'Remove notes.jpg' }).click();
    await send(page, /^Publish now$/);
    await page.getByRole('heading', { name: 'Your post is on its way' }).waitFor();

    expect(before).toEqual([]);
    expect((await posts()).map(({ content, media }) => [content, media])).toEqual([
      ['The boathouse opens', []],
    ]);
  });

  it('a submission whose answer was lost is sent again under its name, even after a reload, and makes one group', async () => {
    const { page, posts } = await open(['FACEBOOK', 'TWITTER']);
    const names: (string | undefined)[] = [];
    let lost = 2;
    await page.route('**/api/v1/social/posts', async (route: Route) => {
      names.push(route.request().headers()['idempotency-key']);
      if (lost === 0) return await route.continue();
      lost -= 1;
      await route.fetch();
      await route.abort('connectionreset');
    });
    await text(page).fill('The regatta was won');

    await send(page, /^Publish to 2 accounts$/);
    await page.getByText('No answer came').waitFor();
    const kept = await text(page).inputValue();
    await send(page, /^Send again$/);
    await page.getByText('No answer came').waitFor();
    await page.reload();
    await page.getByText('What you wrote before is here again.').waitFor();
    await send(page, /^Publish to 2 accounts$/);
    await page.getByRole('heading', { name: 'Your 2 posts are on their way' }).waitFor();

    expect(kept).toBe('The regatta was won');
    expect(names).toEqual([names[0], names[0], names[0]]);
    const made = await posts();
    expect(made).toHaveLength(2);
    expect(new Set(made.map(({ groupId }) => groupId)).size).toBe(1);
  });

  it('a double click sends a post once', async () => {
    const { page, posts } = await open(['TWITTER'], { query: '&text=Twice' });
    let sent = 0;
    await page.route('**/api/v1/social/posts', async (route) => {
      sent += 1;
      await route.continue();
    });

    await page.getByLabel('Keep as a draft').check();
    await page.getByRole('button', { name: 'Keep the draft' }).dblclick();
    await page.getByRole('heading', { name: 'Your draft is kept' }).waitFor();

    expect([sent, (await posts()).length]).toEqual([1, 1]);
  });

  it('a refusal of the service lands at its field, and the focus with it', async () => {
    const { page } = await open(['TWITTER']);
    const message = 'X (club): this text is not welcome.';
    await page.route('**/api/v1/social/posts', async (route) => {
      const problem = {
        code: 'VALIDATION_FAILED',
        detail: 'No.',
        errors: [{ field: 'content', code: 'A', message }],
      };
      await route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        body: JSON.stringify(problem),
      });
    });
    await text(page).fill('Hello');

    await send(page, /^Publish now$/);
    await page.getByText(message).waitFor();
    await page.locator('textarea:focus').waitFor();
    await text(page).fill('Hello again');

    await page.getByText(message).waitFor({ state: 'detached' });
  });

  it('a time is chosen on the clock of the viewer, whose zone is named', async () => {
    const { page, posts } = await open(['FACEBOOK'], { query: '&text=Summer%20camp' });
    const year = app.clock.now().getUTCFullYear() + 1;

    await page.getByLabel('At a time').check();
    await page.getByText('Your time zone: Europe/Berlin').waitFor();
    await page.getByLabel('Date and time').fill(`${year}-07-05T10:30`);
    await send(page, /^Schedule$/);
    await page.getByRole('heading', { name: 'Your post is scheduled' }).waitFor();
    await page.getByText(/5 July.*10:30 CEST/).waitFor();

    expect((await posts()).map(({ content, scheduledAt }) => [content, scheduledAt])).toEqual([
      ['Summer camp', `${year}-07-05T08:30:00.000Z`],
    ]);
  });

  it('each platform is asked only for what it offers, and a draft keeps it', async () => {
    const { page, connections, posts } = await open(['FACEBOOK', 'TWITTER'], {
      query: '&text=Who%20rows%3F',
    });
    const [facebook, x] = connections as [GivenConnection, GivenConnection];
    await page.getByRole('heading', { name: 'Only on Facebook' }).click();
    await page.getByLabel('First comment').fill('Places are few');
    await page.getByRole('heading', { name: 'Only on X' }).click();
    await page.getByRole('button', { name: 'Add a part' }).click();
    await page.getByLabel('Part 1', { exact: true }).fill('Boats are there');
    await page.getByLabel('Who may answer').selectOption('Only accounts you mention');
    await page.getByLabel('Keep as a draft').check();

    await send(page, /^Keep 2 drafts$/);
    await page.getByRole('heading', { name: 'Your 2 drafts are kept' }).waitFor();

    const made = await posts();
    const optionsOf = ({ id }: GivenConnection) =>
      made.filter(({ connectionId }) => connectionId === id).map(({ status, options }) => [status, options]);
    expect(optionsOf(facebook)).toContainEqual(['DRAFT', { firstComment: 'Places are few' }]);
    expect(optionsOf(x)).toContainEqual([
      'DRAFT',
      { thread: [{ content: 'Boats are there' }], replySettings: 'MENTIONED' },
    ]);
  });

  it('a part of a thread has files of its own, is previewed, and goes out with them', async () => {
    const { page, posts } = await open(['TWITTER'], { query: '&text=Half%20time' });
    await page.getByRole('heading', { name: 'Only on X' }).click();
    await page.getByRole('button', { name: 'Add a part' }).click();
    await page.getByRole('button', { name: 'Add a part' }).click();
    await page.getByLabel('Part 1', { exact: true }).fill('It is two to one');
    const picture = await makePicture('jpeg', { width: 300, height: 200 });

    await page
      .getByLabel('Add files to part 2')
      .setInputFiles([{ name: 'goal.jpg', mimeType: 'image/jpeg', buffer: picture }]);
    const file = page.getByRole('listitem', { name: 'goal.jpg' });
    await file.getByText('300 × 200').waitFor();
    await file.getByLabel('Description for people').fill('The second goal');
    const parts = preview(page, 'X').getByRole('list', { name: 'Thread' }).getByRole('listitem');
    await parts.nth(1).getByRole('img', { name: 'The second goal' }).waitFor();
    await parts.first().getByText('It is two to one').waitFor();
    await send(page, /^Publish now$/);
    await page.getByRole('heading', { name: 'Your post is on its way' }).waitFor();
    for (let round = 0; round < 3; round += 1) await app.publishDue();

    const made = await posts();
    const root = made.find(({ content }) => content === 'Half time');
    expect(root?.options).toMatchObject({
      thread: [{ content: 'It is two to one' }, { content: '', media: [{ altText: 'The second goal' }] }],
    });
    const live = await app.sandbox.ledger({ platform: 'TWITTER' });
    expect(live.slice(-3).map(({ mediaCount }) => mediaCount)).toEqual([0, 0, 1]);
  });

  it('what is wrong with a file of a part stands at that file, and holds the post back only where X is asked', async () => {
    const { page, posts } = await open(['FACEBOOK', 'TWITTER'], { query: '&text=Half%20time' });
    await page.getByRole('heading', { name: 'Only on X' }).click();
    await page.getByRole('button', { name: 'Add a part' }).click();
    await page
      .getByLabel('Add files to part 1')
      .setInputFiles([{ name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') }]);
    const file = page.getByRole('listitem', { name: 'notes.jpg' });
    await file.getByText('This is no picture or video that can be posted.').waitFor();

    await send(page, /^Publish to 2 accounts$/);
    await page.getByText('Remove the files that were not taken').first().waitFor();
    const before = await posts();
    await page.getByRole('group', { name: 'Accounts' }).getByRole('checkbox').last().uncheck();
    await send(page, /^Publish now$/);
    await page.getByRole('heading', { name: 'Your post is on its way' }).waitFor();

    expect([before.length, (await posts()).length]).toEqual([0, 1]);
  });

  it('the moment of a cover can be half a second', async () => {
    const { page } = await open(['INSTAGRAM'], { query: '&text=Finish' });
    await page.getByLabel('Address of a picture').fill('https://files.example/finish.mp4');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Only on Instagram' }).click();

    await page.getByLabel('Cover, at second').pressSequentially('2.5');

    expect(await page.getByLabel('Cover, at second').inputValue()).toBe('2.5');
  });

  it('files can be dropped on the form, and one at an address be added', async () => {
    const { page, posts } = await open(['FACEBOOK'], { query: '&text=Dropped' });
    const bytes = (await makePicture('jpeg', { width: 300, height: 200 })).toString('base64');
    const dropped = await page.evaluateHandle<unknown>(
      `(async () => {
        const transfer = new DataTransfer();
        const bytes = Uint8Array.from(atob('${bytes}'), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], 'dropped.jpg', { type: 'image/jpeg' }));
        return transfer;
      })()`,
    );

    await page.dispatchEvent('form', 'drop', { dataTransfer: dropped });
    await page.getByRole('listitem', { name: 'dropped.jpg' }).getByText('300 × 200').waitFor();
    await page.getByLabel('Address of a picture').fill('boathouse.jpg');
    await page.keyboard.press('Enter');
    await page.getByText('An address begins with https:// or http://.').waitFor();
    await page.getByLabel('Address of a picture').fill(app.given.imageUrl('photo.jpg'));
    await page.keyboard.press('Enter');
    await page.getByRole('listitem', { name: 'photo.jpg' }).waitFor();
    await send(page, /^Publish now$/);
    await page.getByRole('heading', { name: 'Your post is on its way' }).waitFor();

    expect((await posts())[0]?.media).toHaveLength(2);
    expect(new URL(page.url()).search).toBe('');
  });

  it('an upload that breaks off is tried again, and one that takes too long is taken out', async () => {
    const { page } = await open(['FACEBOOK']);
    let broken = true;
    await page.route('**/api/v1/social/media', async (route) => {
      if (broken) return await route.abort('connectionreset');
      await route.continue();
    });
    await choose(page, 'boat.jpg', await makePicture('jpeg', { width: 300, height: 200 }));
    const file = page.getByRole('listitem', { name: 'boat.jpg' });
    await file.getByText('Not uploaded').waitFor();

    broken = false;
    await file.getByRole('button', { name: 'Try again' }).click();
    await file.getByText('300 × 200').waitFor();
    await page.unroute('**/api/v1/social/media');
    await page.route('**/api/v1/social/media', () => undefined);
    await choose(page, 'slow.jpg', await makePicture('jpeg'));
    const slow = page.getByRole('listitem', { name: 'slow.jpg' });
    await slow.getByText(/^Uploading/).waitFor();
    await slow.getByRole('button', { name: 'Remove slow.jpg' }).click();

    await slow.waitFor({ state: 'detached' });
    expect(await file.isVisible()).toBe(true);
  });

  it('files change places by the keyboard, and go out in that order', async () => {
    const { page, posts } = await open(['FACEBOOK'], { query: '&text=Two%20boats' });
    await choose(page, 'first.jpg', await makePicture('jpeg', { width: 300, height: 300 }));
    await page.getByText('300 × 300').waitFor();
    await choose(page, 'second.jpg', await makePicture('jpeg', { width: 400, height: 400 }));
    await page.getByText('400 × 400').waitFor();
    await page.getByLabel('Description for people').last().fill('The second boat');

    await page.getByRole('button', { name: 'Move second.jpg earlier' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('second.jpg is now 1 of 2.').waitFor();
    const nextPress = await focused(page);
    await send(page, /^Publish now$/);
    await page.getByRole('heading', { name: 'Your post is on its way' }).waitFor();

    expect(nextPress).toBe('Move second.jpg later');
    expect((await posts())[0]?.media.map(({ altText }) => altText)).toEqual(['The second boat', undefined]);
  });

  it('leaving what was not sent is asked about, and what is kept is there afterwards', async () => {
    const { page } = await open(['FACEBOOK']);
    await text(page).fill('Half a sentence');

    await page.getByRole('link', { name: 'Connections' }).click();
    await page.getByRole('button', { name: 'Stay here' }).click();
    const stayed = page.url();
    await page.getByRole('link', { name: 'Connections' }).click();
    await page.getByRole('button', { name: 'Leave and keep it' }).click();
    await page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();
    await page.goto(`${app.url}/posts/new`);
    await page.getByText('What you wrote before is here again.').waitFor();

    expect(stayed).toContain('/posts/new');
    expect(await text(page).inputValue()).toBe('Half a sentence');
  });

  it('an account that cannot post now says why', async () => {
    const { page, connections } = await open(['FACEBOOK', 'TWITTER']);
    await app.database.query(
      `UPDATE "SocialConnection" SET is_active = false, error_message = 'Token expired - reauthentication required' WHERE id = $1`,
      [connections[1]?.id],
    );

    await page.reload();

    const x = page.getByRole('region', { name: 'X', exact: true }).getByRole('checkbox', {
      name: 'Sandbox Club',
      description: /^Cannot post now Token expired - reauthentication required[.] Posts wait/,
    });
    await x.waitFor();
    expect(await page.getByRole('checkbox', { description: 'Ready' }).count()).toBe(1);
    expect(await x.isChecked()).toBe(true);
  });

  it('who may only read sees how a post would read, and why it cannot be sent', async () => {
    const { page } = await open(['FACEBOOK'], {
      query: '&text=Only%20looking',
      scope: 'social:read',
    });

    await preview(page, 'Facebook').getByText('Fits').waitFor();

    expect(await page.getByRole('button', { name: 'Publish now' }).isDisabled()).toBe(true);
    expect(await page.getByText('Your access does not include this (social:write).').count()).toBe(2);
  });

  it('a club without accounts is led to its connections', async () => {
    const { page } = await open([]);

    await page.getByText('No account is connected yet').waitFor();

    expect(await page.getByRole('link', { name: 'Go to the connections' }).getAttribute('href')).toBe(
      '/connections',
    );
  });

  it.each(['light', 'dark'] as const)(
    'fits on a phone and is accessible in %s, problems and all',
    async (theme) => {
      const { page } = await open(['FACEBOOK', 'INSTAGRAM', 'TWITTER'], { viewport: phone, theme });
      const empty = await seriousIssues(page);
      await text(page).fill('Row with us. '.repeat(30));
      await choose(page, 'notes.jpg', Buffer.from('not a picture at all'));
      await page.getByText('Not taken').waitFor();
      for (const summary of await page.locator('summary').all()) await summary.click();
      await page.getByRole('button', { name: 'Add a poll' }).click();
      await page.getByRole('button', { name: 'Add a part' }).click();
      await page.getByLabel('At a time').check();
      await page.getByText(/X takes at most 280 characters/).waitFor();
      await send(page, /^Schedule 3 posts$/);
      await page.getByText('Nothing was sent').waitFor();

      expect([...empty, ...(await seriousIssues(page))]).toEqual([]);
      expect(await isWiderThanScreen(page)).toBe(false);
    },
  );

  it('fits beside its previews on a desktop and is accessible there', async () => {
    const { page } = await open(['FACEBOOK', 'INSTAGRAM', 'TWITTER'], {
      query: `&text=${encodeURIComponent('Row with us. '.repeat(15))}`,
    });
    await preview(page, 'X').getByText('Fits').waitFor();

    expect(await seriousIssues(page)).toEqual([]);
    expect(await isWiderThanScreen(page)).toBe(false);
  });
});
