import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../src/kernel/clock.ts';
import type { Platform } from '../../src/kernel/platform.ts';
import type { PostContent } from '../../src/kernel/post-content.ts';
import { Secret } from '../../src/kernel/secret.ts';
import { countFields, facebookCounts } from '../../src/modules/providers/facebook/facebook-posts.ts';
import { MetaApi } from '../../src/modules/providers/meta.api.ts';
import { MetaFigures } from '../../src/modules/providers/meta.figures.ts';
import { Metrics } from '../../src/http/metrics.ts';
import { PlatformClocks } from '../../src/modules/providers/provider.clocks.service.ts';
import { PlatformHttp } from '../../src/modules/providers/provider.http.ts';
import type { FoundAccount } from '../../src/modules/providers/provider.port.ts';
import { accessWith, failureOf, ProviderFixture, seeded, textPost } from '../support/provider-fixture.ts';
import { quotasWithoutDatabase, sandboxConfig } from '../support/providers.ts';

let fixture: ProviderFixture;

beforeAll(async () => {
  fixture = await ProviderFixture.open();
});

beforeEach(() => fixture.reset());

afterAll(() => fixture.close());

describe('Connecting Facebook', () => {
  it('finds all pages of the list and the Pages of businesses, with tokens that do not expire', async () => {
    const accounts = await fixture.connect('FACEBOOK', { user: seeded.alex });

    expect(accounts).toHaveLength(35);
    expect(named(accounts, 'Lakeside Sailing').canPublish).toBe(true);
    expect(named(accounts, 'North Gate Cycling').canPublish).toBe(true);
    expect(named(accounts, 'Harbour Rowing Club').grant.expiresAt).toBeNull();
    expect(named(accounts, 'Harbour Rowing Club').grant.dataAccessExpiresAt).toBeInstanceOf(Date);
  });

  it('names the task that is missing', async () => {
    const accounts = await fixture.connect('FACEBOOK', { user: seeded.alex });

    expect(named(accounts, 'Riverside Runners')).toMatchObject({
      canPublish: false,
      problems: [{ code: 'FACEBOOK_TASK_MISSING' }],
    });
  });

  it('names the permission that was declined', async () => {
    const [account] = await fixture.connect('FACEBOOK', { user: seeded.sam, declined: 'pages_manage_posts' });

    expect(account).toMatchObject({
      canPublish: false,
      problems: expect.arrayContaining([
        { code: 'FACEBOOK_PERMISSION_MISSING', message: expect.stringContaining('pages_manage_posts') },
      ]),
    });
  });

  it('publishes where only figures are not allowed', async () => {
    const [account] = await fixture.connect('FACEBOOK', { user: seeded.sam, declined: 'read_insights' });

    expect(account).toMatchObject({ canPublish: true, problems: [{ code: 'FACEBOOK_PERMISSION_WISHED' }] });
  });

  it.each(['FACEBOOK', 'INSTAGRAM'] as const)(
    'says that %s cannot renew or take back a connection',
    async (name) => {
      const { connecting } = fixture.provider(name);

      expect(connecting.refresh).toBe('never');
      expect((await failureOf(connecting.refreshGrant(new Secret('a')))).code).toBe(`${name}_NO_REFRESH`);
      expect(
        (
          await failureOf(
            connecting.revoke({ accessToken: new Secret('a'), refreshToken: null, login: null }),
          )
        ).code,
      ).toBe(`${name}_REVOKE_BY_PERSON`);
    },
  );
});

describe('Publishing on Facebook', () => {
  it('publishes several pictures as one post', async () => {
    const content: PostContent = {
      content: 'Album',
      media: [fixture.picture('photo.jpg'), fixture.picture('photo.png')],
      options: {},
    };
    const access = await fixture.accessTo('FACEBOOK', seeded.page);

    await fixture.publish(access, content);
    const found = await fixture.provider('FACEBOOK').publishing.readBack(access, {
      content,
      resume: {},
      since: new Date(Date.now() - 1000),
    });

    expect(await fixture.sandbox.ledger({ text: 'Album' })).toMatchObject([{ mediaCount: 2 }]);
    expect(found).toMatchObject({ status: 'read', posts: [{ text: 'Album', mediaCount: 2 }] });
  });

  describe('reads back a list of many pages', () => {
    const readBackAfter = async (next: string) => {
      const access = await fixture.accessTo('FACEBOOK', seeded.page);
      await fixture.publish(access, textPost('On page two'));
      const body = { data: [], paging: { next } };
      const fault = { operation: 'read', fault: 'custom', status: 200, body, times: 1 };
      await fixture.sandbox.control('faults', { platform: 'FACEBOOK', ...fault });
      const since = new Date(Date.now() - 1000);
      const sent = { content: textPost('On page two'), resume: {}, since };
      return await fixture.provider('FACEBOOK').publishing.readBack(access, sent);
    };

    it.each(['after=QVFI', 'until=4000000000&__paging_token=enc_A'])(
      'to its end, though it goes on by %s without a list of cursors',
      async (place) => {
        const read = await readBackAfter(`https://graph.facebook.com/v26.0/1/published_posts?${place}`);

        const { body } = await fixture.sandbox.send('GET', '/_sandbox/calls?since=0');
        const { calls } = body as { calls: { path: string }[] };
        const pages = calls.filter(({ path }) => path.includes('published_posts'));
        expect(pages).toHaveLength(2);
        expect(read).toMatchObject(
          place.startsWith('until') ? { posts: [{ text: 'On page two' }] } : { status: 'read' },
        );
      },
    );

    it('or says that it could not, where nobody can tell how it goes on', async () => {
      expect(await readBackAfter('https://graph.facebook.com/v26.0/1/published_posts?page=2')).toMatchObject({
        status: 'unreadable',
      });
    });
  });

  it('publishes a link', async () => {
    const content: PostContent = { content: 'Read', media: [], options: { link: 'https://club.org/news' } };

    await fixture.publish(await fixture.accessTo('FACEBOOK', seeded.page), content);

    expect(await fixture.sandbox.ledger({ text: 'Read' })).toMatchObject([{ link: 'https://club.org/news' }]);
  });

  it('is told when the same text is live already', async () => {
    const access = await fixture.accessTo('FACEBOOK', seeded.page);
    await fixture.publish(access, textPost('Twice'));

    const result = await fixture.publish(access, textPost('Twice'));

    expect(result).toMatchObject({ status: 'failed', failure: { meaning: 'duplicate' } });
  });

  it('does not upload again what is uploaded already', async () => {
    const access = await fixture.accessTo('FACEBOOK', seeded.page);
    const content: PostContent = { content: '', media: [fixture.picture('photo.jpg')], options: {} };
    const first = await fixture
      .provider('FACEBOOK')
      .publishing.prepare(access, content, { resume: {}, save });
    const resume = first.status === 'ready' ? first.resume : {};
    await fixture.sandbox.send('DELETE', '/_sandbox/calls');

    const second = await fixture.provider('FACEBOOK').publishing.prepare(access, content, { resume, save });

    expect(second).toEqual({ status: 'ready', resume });
    expect((await fixture.sandbox.send('GET', '/_sandbox/calls?since=0')).body).toEqual({ calls: [] });
  });

  it.each<[Platform, string]>([
    ['FACEBOOK', seeded.page],
    ['TWITTER', seeded.twitter],
  ])('tells the author on %s which picture cannot be had', async (platform, accountId) => {
    const access = await fixture.accessTo(platform, accountId);
    const missing = await fixture.prepareOnce(access, fixture.picture('missing.jpg'));
    const broken = await fixture.prepareOnce(access, fixture.picture('broken.jpg'));

    expect(missing).toMatchObject({ status: 'failed', failure: { meaning: 'content', who: 'author' } });
    expect(broken).toMatchObject({ status: 'failed', failure: { meaning: 'content', who: 'author' } });
  });
});

describe('Figures of Facebook', () => {
  it('finds the metric that Meta retired, reads the rest, and does not ask for it again', async () => {
    const access = await fixture.accessTo('FACEBOOK', seeded.page);
    const result = await fixture.publish(access, textPost('Counted'));
    const id = result.status === 'published' ? result.platformPostId : 'none';
    const config = sandboxConfig(fixture.url);
    const http = new PlatformHttp(config, new Metrics(), new PlatformClocks(new SystemClock()));
    const figures = new MetaFigures(
      new MetaApi(config, http, quotasWithoutDatabase(), new SystemClock()),
      new SystemClock(),
    );
    const wanted = {
      platform: 'FACEBOOK' as const,
      token: access.accessToken,
      posts: [{ platformPostId: id, publishedAt: new Date() }],
      listEdge: `${seeded.page}/published_posts`,
      counts: countFields,
      plainCounts: 'shares',
      metrics: ['post_impressions_unique', 'post_media_view'],
      countsOf: facebookCounts,
    };

    const first = await figures.read(wanted);
    await fixture.sandbox.send('DELETE', '/_sandbox/calls');
    const second = await figures.read(wanted);

    const counted = {
      status: 'read',
      counts: { likes: expect.any(Number), impressions: expect.any(Number), reach: null },
    };
    expect(first.get(id)).toMatchObject(counted);
    expect(second.get(id)).toMatchObject(counted);
    expect(JSON.stringify((await fixture.sandbox.send('GET', '/_sandbox/calls?since=0')).body)).not.toContain(
      'impressions_unique',
    );
    await http.onApplicationShutdown();
  });

  it('keeps the counts when insights are not allowed', async () => {
    const { body } = await fixture.sandbox.control('tokens', {
      platform: 'FACEBOOK',
      accountId: seeded.page,
      scopes: ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts', 'pages_read_user_content'],
    });
    const access = accessWith(seeded.page, (body as { accessToken: string }).accessToken);
    const result = await fixture.publish(access, textPost('Counted'));
    const platformPostId = result.status === 'published' ? result.platformPostId : 'none';

    const figures = await fixture
      .provider('FACEBOOK')
      .engagement.readEngagement(access, [{ platformPostId, publishedAt: new Date(0) }]);

    expect(figures.get(platformPostId)).toMatchObject({
      status: 'read',
      counts: { likes: expect.any(Number), impressions: null, reach: null },
    });
  });
});

const save = async (): Promise<void> => undefined;

function named(accounts: FoundAccount[], name: string): FoundAccount {
  const account = accounts.find(({ accountName }) => accountName === name);
  if (!account)
    throw new Error(`${name} is not among ${accounts.map(({ accountName }) => accountName).join()}`);
  return account;
}
