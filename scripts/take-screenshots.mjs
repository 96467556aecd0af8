// npm run screenshots -- --url http://127.0.0.1:3000 --token "$TOKEN": every page, wide and on a phone, into docs/screenshots.
// Wants a demo that is up (`npm run demo`), and a Chromium.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { browserPath } from '../test/support/browser-path.js';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    token: { type: 'string' },
    into: { type: 'string', default: 'docs/screenshots' },
  },
});
if (!values.token) throw new Error('Give the token that the demo prints: --token "$TOKEN".');
const executablePath = browserPath();
if (!executablePath) throw new Error('There is no Chromium; BROWSER_PATH says where one is.');

const screens = [
  { name: 'desktop', viewport: { width: 1280, height: 800 } },
  { name: 'phone', viewport: { width: 360, height: 740 } },
];

await mkdir(values.into, { recursive: true });
const pages = await pagesToShow();
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-background-networking'],
});
for (const screen of screens) for (const theme of ['light', 'dark']) await takeAll(screen, theme);
await browser.close();

/** The page as it stands, as tall as it is, so that what is fixed to an edge of the screen stands at the edge of the picture. */
async function keep(page, title, { name, viewport }, theme) {
  const height = await page.evaluate('document.documentElement.scrollHeight');
  await page.setViewportSize({ ...viewport, height: Math.max(viewport.height, height) });
  const picture = await page.screenshot();
  await page.setViewportSize(viewport);
  const file = `${title}-${name}${theme === 'dark' ? '-dark' : ''}.webp`;
  await sharp(picture).webp({ quality: 80 }).toFile(join(values.into, file));
  console.log(file);
}

/** In the dark only those pages that have colours of their own. */
async function takeAll(screen, theme) {
  const context = await browser.newContext({
    viewport: screen.viewport,
    colorScheme: theme,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${values.url}/`);
  await page.getByLabel('Access token').waitFor();
  await keep(page, 'sign-in', screen, theme);
  await page.getByLabel('Access token').fill(values.token);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();
  for (const { title, path, prepare, dark } of pages) {
    if (theme === 'dark' && !dark) continue;
    await page.goto(`${values.url}${typeof path === 'string' ? path : await path()}`);
    await page.waitForLoadState('networkidle');
    await prepare?.(page);
    await keep(page, title, screen, theme);
  }
  await context.close();
}

async function pagesToShow() {
  const { data: connections } = await call('GET', '/connections');
  const { data: posts } = await call('GET', '/posts?limit=50');
  const x = connections.find(({ platform }) => platform === 'TWITTER');
  const published = posts.find(({ status, media }) => status === 'PUBLISHED' && media.length > 0) ?? posts[0];
  const ids = connections.map(({ id }) => id).join(',');
  const authorize = async (platform) => {
    const { connectUrl } = await call('POST', '/connections/authorize', { platform });
    return new URL(connectUrl).pathname;
  };
  return [
    { title: 'connections', path: '/connections', dark: true },
    { title: 'connection', path: `/connections/${x.id}` },
    { title: 'posts-calendar', path: '/posts?view=calendar', dark: true },
    { title: 'posts-list', path: '/posts?view=list' },
    { title: 'post', path: `/posts/${published.id}`, dark: true },
    {
      title: 'composer',
      path: `/posts/new?${new URLSearchParams({ text: 'The boathouse opens at eleven. rowing.example', accounts: ids })}`,
      dark: true,
    },
    { title: 'engagement', path: '/engagement', dark: true },
    { title: 'webhooks', path: '/webhooks' },
    { title: 'connect-facebook', path: () => authorize('FACEBOOK'), dark: true },
    {
      title: 'connect-choose',
      path: () => authorize('FACEBOOK'),
      prepare: async (page) => {
        await page.getByRole('button', { name: 'Continue at Facebook' }).click();
        await page.getByRole('button', { name: 'Allow' }).click();
        await page.getByRole('heading', { name: 'Choose what to connect' }).waitFor();
      },
    },
    {
      title: 'reconnect',
      path: async () =>
        new URL((await call('POST', `/connections/${x.id}/reconnect`, {})).connectUrl).pathname,
      dark: true,
    },
    {
      title: 'connected',
      path: () => authorize('TWITTER'),
      prepare: async (page) => {
        await page.getByRole('button', { name: 'Continue at X' }).click();
        await page.getByRole('button', { name: 'Allow' }).click();
        await page.getByRole('heading', { name: 'Connected' }).waitFor();
      },
    },
    {
      title: 'connect-refused',
      path: () => authorize('TWITTER'),
      prepare: async (page) => {
        await page.getByRole('button', { name: 'Continue at X' }).click();
        await page.getByRole('button', { name: 'Refuse' }).click();
        await page.getByRole('heading', { name: 'You did not allow it at X' }).waitFor();
      },
    },
    { title: 'link-unknown', path: '/connect/no-such-link' },
  ];
}

async function call(method, path, body) {
  const answer = await fetch(`${values.url}/api/v1/social${path}`, {
    method,
    headers: { authorization: `Bearer ${values.token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return await answer.json();
}
