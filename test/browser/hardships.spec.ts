import { describe, expect, it } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { isWiderThanScreen, phone } from '../support/browser.ts';
import { startConsoleSuite } from '../support/console-suite.ts';

const dayMs = 86_400_000;
const suite = startConsoleSuite();
const inDays = (count: number) => new Date(Date.now() + count * dayMs);
const statusOf = async (id: string) => (await suite.api.get<{ status: string }>(`/posts/${id}`)).body.status;

async function openPost(scheduledAt: Date): Promise<{ id: string; page: Page }> {
  const connection = await suite.given('FACEBOOK');
  const { id } = await suite.app.given.post(connection, { content: 'Training moves', scheduledAt });
  const { page } = await suite.open(`/posts/${id}`);
  await page.getByText('Training moves', { exact: true }).waitFor();
  return { id, page };
}

/** Holds the answers of these calls back until they are let go. */
async function holdBack(page: Page, path: RegExp, holds: (route: Route) => boolean) {
  let letGo: () => void = () => undefined;
  let arrived: () => void = () => undefined;
  const free = new Promise<void>((resolve) => (letGo = resolve));
  const held = new Promise<void>((resolve) => (arrived = resolve));
  await page.route(path, async (route) => {
    if (!holds(route)) return await route.continue();
    const response = await route.fetch();
    arrived();
    await free;
    await route.fulfill({ response });
  });
  return { letGo, held };
}

describe('without a network', () => {
  it('a wish says at once that it did not arrive, and is not carried out when the network is back', async () => {
    const { id, page } = await openPost(inDays(2));
    await page.context().setOffline(true);

    await page.getByRole('button', { name: 'Cancel post' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel post' }).click();
    await page.getByText('The service could not be reached').first().waitFor();
    await page.context().setOffline(false);
    await page.reload();
    await page.getByText('Training moves', { exact: true }).waitFor();

    expect(await statusOf(id)).toBe('SCHEDULED');
  });

  it('a page says that it could not be loaded, and loads when the network is back', async () => {
    const connection = await suite.given('FACEBOOK');
    const { page } = await suite.open('/connections');
    await page.getByRole('link', { name: connection.accountName }).waitFor();
    await page.context().setOffline(true);

    await page.getByLabel('Platform').selectOption('Facebook');
    await page.getByText('This could not be loaded').waitFor();
    await page.context().setOffline(false);

    await page.getByRole('link', { name: connection.accountName }).waitFor();
  });
});

describe('an answer that is not of the service', () => {
  it('is told in words for people', async () => {
    const { page } = await suite.open('/connections');
    await page.getByRole('heading', { name: 'No account is connected yet' }).waitFor();
    await page.route(/\/webhook-endpoints/, (route) =>
      route.fulfill({ status: 413, contentType: 'text/html', body: '<h1>Proxy</h1>' }),
    );

    await page.getByRole('link', { name: 'Webhooks' }).click();

    await page.getByText('The service has trouble at the moment.').waitFor();
  });
});

describe('slow answers', () => {
  it('from before a change do not put the old state in the place of the new one', async () => {
    const { page } = await openPost(new Date(Date.now() + 50_000));
    const { letGo, held } = await holdBack(
      page,
      /\/posts\/[^/]+$/,
      (route) => route.request().method() === 'GET',
    );
    await held;

    await page.getByRole('button', { name: 'Cancel post' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel post' }).click();
    await page.getByText('Cancelled. Nothing is sent.').waitFor();
    const late = page.waitForResponse((response) => /\/posts\/[^/]+$/.test(response.url()));
    letGo();
    await (await late).finished();
    await page.evaluate('new Promise((resolve) => setTimeout(resolve))');

    expect(await page.getByRole('button', { name: 'Cancel post' }).count()).toBe(0);
  });

  it('hold a window open that alone will show a new secret', async () => {
    const url = 'https://crm.example.com/hooks';
    await suite.api.post('/webhook-endpoints', { url });
    const { page } = await suite.open('/webhooks');
    const { letGo, held } = await holdBack(page, /rotate-secret$/, () => true);
    await page.getByRole('button', { name: `New secret: ${url}` }).click();
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    await held;
    // Under way before a frame is drawn that says so.
    await page.getByRole('button', { name: 'Cancel', disabled: true }).waitFor();

    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Cancel' }).click({ force: true });
    letGo();

    expect(await page.getByRole('textbox', { name: 'Secret' }).inputValue()).toMatch(/^whsec_/);
  });
});

describe('a text that is being changed', () => {
  it('is not lost by a link that was touched', async () => {
    const { page } = await openPost(inDays(2));
    await page.getByRole('button', { name: 'Edit text' }).click();
    await page.locator('textarea:focus').fill('Training moves to the lake');

    await page.getByRole('link', { name: 'Connections' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    const kept = await page.getByRole('textbox').inputValue();
    await page.getByRole('link', { name: 'Connections' }).click();
    await dialog.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();

    expect(kept).toBe('Training moves to the lake');
  });
});

describe('the calendar', () => {
  it('goes on listing the posts of the chosen day while another month is looked at', async () => {
    const connection = await suite.given('FACEBOOK');
    const at = new Date(Date.UTC(new Date(Date.now()).getUTCFullYear() + 1, 5, 15, 11));
    await suite.app.given.post(connection, { content: 'Summer camp begins', scheduledAt: at });
    const { page } = await suite.open(`/posts?day=${at.toISOString().slice(0, 10)}`);
    await page.getByRole('link', { name: /Summer camp begins/ }).waitFor();
    const answered = page.waitForResponse(/posts\/calendar/);

    await page.getByRole('button', { name: 'Next', exact: true }).first().click();
    await (await answered).finished();
    await page.getByRole('heading', { name: /July/ }).first().waitFor();

    expect(await page.getByRole('heading', { name: /15 June/ }).count()).toBe(1);
    expect(await page.getByRole('link', { name: /Summer camp begins/ }).count()).toBe(1);
    expect(await page.getByText('Nothing on this day.').count()).toBe(0);
  });

  it('says of a time that no clock shows which one is meant', async () => {
    const { id, page } = await openPost(inDays(2));
    const year = new Date(Date.now()).getUTCFullYear() + 1;
    const lastOfMarch = new Date(Date.UTC(year, 2, 31));
    const sunday = 31 - lastOfMarch.getUTCDay();
    await page.getByRole('button', { name: 'Reschedule' }).click();

    await page.getByLabel('New time').fill(`${year}-03-${sunday}T02:30`);
    await page.getByText(new RegExp(`Sunday,? ${sunday} March ${year}.*03:30 CEST`)).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It has a new time.').waitFor();

    const { body } = await suite.api.get<{ scheduledAt: string }>(`/posts/${id}`);
    expect(body.scheduledAt).toBe(`${year}-03-${sunday}T01:30:00.000Z`);
  });
});

describe('long names and many posts', () => {
  const longName = 'Ruder- und Kanuverein Unterelbe-Süderelbe von 1887 e. V. – 🚣‍♀️ نادي التجديف';

  it('stand whole in the list of posts, on a phone and on a desktop', async () => {
    const connection = await suite.given('FACEBOOK');
    await suite.app.database.query(`UPDATE "SocialConnection" SET account_name = $2 WHERE id = $1`, [
      connection.id,
      longName,
    ]);
    await suite.app.given.post(connection, { content: 'Club night', scheduledAt: inDays(1) });

    for (const viewport of [phone, { width: 1280, height: 800 }]) {
      const { page } = await suite.open('/posts?view=list', { viewport });
      const name = page.getByRole('listitem').getByText(longName, { exact: true });
      await name.waitFor();

      expect(
        await name.evaluate(
          (element: { scrollWidth: number; clientWidth: number }) =>
            element.scrollWidth - element.clientWidth,
        ),
      ).toBe(0);
      expect(await isWiderThanScreen(page)).toBe(false);
    }
  });

  it('the words of the navigation keep off the edges of a phone and off each other', async () => {
    const { page } = await suite.open('/connections', { viewport: phone });
    await page.getByRole('heading', { name: 'No account is connected yet' }).waitFor();

    const words = await page.evaluate<{ left: number; right: number }[]>(
      `[...document.querySelectorAll('nav a')].map((link) => {
        const words = document.createRange();
        words.selectNodeContents(link.lastChild);
        return words.getBoundingClientRect().toJSON();
      })`,
    );
    const gaps = words.slice(1).map(({ left }, index) => left - (words[index]?.right ?? 0));
    expect(words).toHaveLength(4);
    expect(words[0]?.left).toBeGreaterThanOrEqual(12);
    expect(phone.width - (words.at(-1)?.right ?? 0)).toBeGreaterThanOrEqual(12);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(12);
  });

  it('a text that is written from right to left is read from there', async () => {
    const connection = await suite.given('FACEBOOK');
    const content = 'האימון מתחיל בשש 195';
    const { id } = await suite.app.given.post(connection, { content, scheduledAt: inDays(1) });

    for (const path of [
      '/posts?view=list',
      `/posts/${id}`,
      `/posts/new?accounts=${connection.id}&text=${content}`,
    ]) {
      const { page } = await suite.open(path);
      const shown = page.locator(':is(a, p, textarea):dir(rtl)', { hasText: content });

      await shown.first().waitFor();
    }
  });
});
