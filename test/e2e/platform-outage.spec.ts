import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConnectionsService } from '../../src/modules/connections/connections.service.ts';
import { PublishingService } from '../../src/modules/posts/publishing.service.ts';
import { mostSends } from '../../src/modules/posts/send-places.ts';
import type { Platform } from '../../src/kernel/platform.ts';
import type { GivenPost } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

type Fault = 'hang' | 'error-before' | 'reset-before';

describe('a platform that does not answer', () => {
  let app: TestApp;
  let publishing: PublishingService;

  beforeEach(async () => {
    app = await TestApp.start({ PLATFORM_TIMEOUT_MS: '3000' });
    publishing = app.nest.get(PublishingService);
  });

  afterEach(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.close();
  });

  const disturb = (platform: string, fault: Fault) =>
    app.sandbox.control('faults', { platform, operation: 'publish', fault, times: null });
  const mend = () => app.sandbox.send('DELETE', '/_sandbox/faults');
  const postOn = async (platform: Platform) => await app.given.post(await app.given.connection(platform));
  const postsOn = async (platform: Platform, count: number): Promise<GivenPost[]> => {
    const posts: GivenPost[] = [];
    while (posts.length < count) posts.push(await postOn(platform));
    return posts;
  };
  const read = async ({ id }: GivenPost) =>
    (await app.api.get<{ status: string; waitingReason: string | null }>(`/posts/${id}`)).body;
  const statuses = async (posts: GivenPost[]) =>
    await Promise.all(posts.map(async (post) => (await read(post)).status));
  const accountsTried = async (): Promise<number> =>
    (await app.database.query('SELECT DISTINCT connection_id FROM "SocialPublishAttempt"')).length;
  const tries = async (): Promise<number> =>
    (await app.database.query('SELECT FROM "SocialPublishAttempt"')).length;
  /** Ten accounts are tried, and none is answered; then those of the others are due. */
  const outage = async (fault: Fault): Promise<GivenPost[]> => {
    await disturb('FACEBOOK', fault);
    await postsOn('FACEBOOK', 10);
    await app.publishDue();
    const others = await postsOn('FACEBOOK', 4);
    await app.publishDue();
    return others;
  };

  it('takes no place of another one', async () => {
    await disturb('FACEBOOK', 'hang');
    await postsOn('FACEBOOK', mostSends + 5);
    await app.advance(1);
    const other = await postOn('TWITTER');

    await publishing.publishDue();
    await waitFor(async () => (await read(other)).status === 'PUBLISHED');
    const silent = publishing.inFlightIds().length;
    await publishing.drain();

    expect(silent).toBe(mostSends);
  });

  it.each(['hang', 'error-before', 'reset-before'] as const)(
    'is left alone after ten accounts in a row, and then tried with two at a time (%s)',
    async (fault) => {
      const others = await outage(fault);

      expect(await tries()).toBe(10);
      expect(await read(others[0]!)).toMatchObject({
        status: 'SCHEDULED',
        waitingReason: expect.stringMatching(
          /^Facebook does not answer at the moment\. The service keeps trying/,
        ) as unknown,
      });
      await app.advance(6);
      await app.publishDue();
      expect(await tries()).toBe(10 + 2);
      await app.publishDue();
      expect(await tries()).toBe(10 + 2);
    },
  );

  it('gets everything that waited once it answers again', async () => {
    const others = await outage('error-before');
    await mend();
    await app.advance(6);

    await app.publishDue();
    await app.publishDue();

    expect(await statuses(others)).toEqual(others.map(() => 'PUBLISHED'));
    expect(await read(others[0]!)).toMatchObject({ waitingReason: null });
  });

  it('is tried although posts from before the outage are still on their way', async () => {
    const held = await Promise.all([1, 2].map(() => app.given.connection('FACEBOOK')));
    for (const connection of held) {
      const { accountId } = connection;
      await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'hang', times: null });
      await app.given.post(connection);
    }
    await publishing.publishDue();
    await disturb('FACEBOOK', 'error-before');
    await postsOn('FACEBOOK', 10);
    await publishing.publishDue();
    await waitFor(() => Promise.resolve(publishing.inFlightIds().length === held.length));
    await postsOn('FACEBOOK', 4);
    await app.advance(6);

    expect(await publishing.publishDue()).toBe(2);
    await publishing.drain();
  });

  it('is left alone for no longer where the clock of a worker is wrong', async () => {
    app.clock.advance(3_600);
    const others = await outage('error-before');
    await mend();
    await app.advance(6);

    await app.publishDue();
    await app.publishDue();

    expect(await statuses(others)).toEqual(others.map(() => 'PUBLISHED'));
  });

  it('for an hour costs the tries of a few accounts and asks nobody, and everything goes out after it', async () => {
    await app.sandbox.control('faults', {
      platform: 'FACEBOOK',
      operation: 'any',
      fault: 'error-before',
      times: null,
    });
    const posts = await postsOn('FACEBOOK', 10);
    await app.publishDue();
    posts.push(...(await postsOn('FACEBOOK', 50)));
    for (let minute = 0; minute < 60; minute += 1) {
      await app.publishDue();
      await app.advance(60);
      await app.recover();
    }
    const tried = await accountsTried();
    const meanwhile = await statuses(posts);
    await mend();

    for (let minute = 0; minute < 15; minute += 1) {
      await app.advance(60);
      await app.recover();
      await app.publishDue();
    }

    // Ten that showed the outage, two each minute until those are looked at, and two every five or six minutes then.
    expect(tried).toBeLessThanOrEqual(10 + 2 * 3 + 2 * 11);
    expect(new Set(meanwhile)).toEqual(new Set(['SCHEDULED', 'PUBLISHING']));
    expect(new Set(await statuses(posts))).toEqual(new Set(['PUBLISHED']));
    expect(await app.sandbox.ledger({})).toHaveLength(posts.length);
  });

  it('is left alone only by the worker that does not reach it, where others publish there', async () => {
    await disturb('FACEBOOK', 'error-before');
    const { id } = await app.given.connection('FACEBOOK');
    await postsOn('FACEBOOK', 10);
    const publishedElsewhere = async () =>
      await app.database.query('UPDATE "SocialConnection" SET last_post_at = social_now() WHERE id = $1', [
        id,
      ]);
    await publishedElsewhere();
    await app.publishDue();
    const other = (await postsOn('FACEBOOK', 4)).at(-1);
    await app.publishDue();

    expect(await tries()).toBe(10);
    expect(await read(other!)).toMatchObject({ status: 'SCHEDULED', waitingReason: null });
    await app.advance(6);
    await app.publishDue();
    expect(await tries()).toBe(10 + 2);
    expect(await read(other!)).toMatchObject({
      waitingReason: expect.stringMatching(/^Facebook does not answer/) as unknown,
    });
  });

  it('does not hold the other platform of the same app', async () => {
    await outage('error-before');
    const onInstagram = await postOn('INSTAGRAM');

    await app.publishDue();
    await app.advance(60);
    await app.recover();

    expect(await statuses([onInstagram])).toEqual(['PUBLISHED']);
  });

  it('is not what one account alone meets, however often', async () => {
    await disturb('TWITTER', 'error-before');
    const connection = await app.given.connection('TWITTER');
    for (let each = 0; each < 12; each += 1) await app.given.post(connection);
    for (let each = 0; each < 12; each += 1) await app.publishDue();
    await mend();
    const other = await postOn('TWITTER');

    await app.publishDue();

    expect(await statuses([other])).toEqual(['PUBLISHED']);
  });

  it('is not what refuses the posts of many accounts for a reason', async () => {
    const refusal = {
      fault: 'custom',
      status: 400,
      body: { title: 'Invalid Request', detail: 'No.' },
      times: null,
    };
    await app.sandbox.control('faults', { platform: 'TWITTER', operation: 'publish', ...refusal });
    const refused = await postsOn('TWITTER', 11);
    await app.publishDue();
    await mend();
    const other = await postOn('TWITTER');

    await app.publishDue();

    expect(new Set(await statuses(refused))).toEqual(new Set(['FAILED']));
    expect(await statuses([other])).toEqual(['PUBLISHED']);
  });

  it('does not shorten a limit of the platform, nor take its words away', async () => {
    const post = await postOn('FACEBOOK');
    const connections = app.nest.get(ConnectionsService);
    await connections.pausePlatform(
      'FACEBOOK',
      { ms: 60_000, silentMs: 0 },
      'The limit of the app is used up.',
    );

    await connections.pausePlatform('FACEBOOK', { ms: 5_000, silentMs: 0 }, 'Facebook does not answer.');
    expect(await read(post)).toMatchObject({ waitingReason: 'The limit of the app is used up.' });
    await app.advance(61);
    await connections.pausePlatform('FACEBOOK', { ms: 5_000, silentMs: 0 }, 'Facebook does not answer.');
    expect(await read(post)).toMatchObject({ waitingReason: 'Facebook does not answer.' });
  });

  it('shows in the metrics', async () => {
    const figure = async () =>
      /^social_platform_outage\{platform="FACEBOOK"\} (\d)$/m.exec(
        await (await fetch(`${app.url}/metrics`)).text(),
      )?.[1];
    expect(await figure()).toBe('0');
    await outage('error-before');
    expect(await figure()).toBe('1');
    await mend();
    await app.advance(6);
    await app.publishDue();
    expect(await figure()).toBe('0');
  });

  it('is forgotten, also by the metrics, where nothing was tried for ten minutes', async () => {
    const figure = async () =>
      /^social_platform_outage\{platform="FACEBOOK"\} (\d)$/m.exec(
        await (await fetch(`${app.url}/metrics`)).text(),
      )?.[1];
    await disturb('FACEBOOK', 'error-before');
    await postsOn('FACEBOOK', 10);
    await app.publishDue();

    await app.advance(599);
    await publishing.resumeUnsent();
    expect(await figure()).toBe('1');
    await app.advance(1);
    await publishing.resumeUnsent();
    expect(await figure()).toBe('0');
  });
});

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
