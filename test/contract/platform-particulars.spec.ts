import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts';
import { SandboxClient } from '../../sandbox/support/sandbox-client.ts';
import { SystemClock } from '../../src/kernel/clock.ts';
import type { Platform } from '../../src/kernel/platform.ts';
import type { PostContent } from '../../src/kernel/post-content.ts';
import { Secret } from '../../src/kernel/secret.ts';
import { countFields, facebookCounts } from '../../src/modules/providers/facebook/facebook-posts.ts';
import { MetaApi } from '../../src/modules/providers/meta.api.ts';
import { MetaFigures } from '../../src/modules/providers/meta.figures.ts';
import { ProviderError } from '../../src/modules/providers/provider.errors.ts';
import { PlatformHttp } from '../../src/modules/providers/provider.http.ts';
import type {
  AccountAccess,
  FoundAccount,
  Provider,
  ResumeState,
} from '../../src/modules/providers/provider.port.ts';
import { openProviders, sandboxConfig, type OpenProviders } from '../support/providers.ts';

const redirectUri = 'http://127.0.0.1:3999/callback';
const codeVerifier = 'a-verifier-that-is-longer-than-forty-three-characters';
const alex = '100000000000101';
const sam = '100000000000102';
const harbourRowing = '610000000000001';
const harbourRowingInstagram = '17841400000000001';
const onTwitter = '1500000000000000001';

let running: RunningSandbox;
let sandbox: SandboxClient;
let providers: OpenProviders;

beforeAll(async () => {
  running = await startSandbox();
  sandbox = new SandboxClient(running.url);
  providers = await openProviders(sandboxConfig(running.url));
});

beforeEach(async () => {
  await sandbox.control('reset', {});
});

afterEach(async () => {
  await sandbox.send('DELETE', '/_sandbox/faults');
});

afterAll(async () => {
  await providers.close();
  await running.close();
});

describe('Connecting Facebook', () => {
  it('finds all pages of the list and the Pages of businesses, with tokens that do not expire', async () => {
    const accounts = await connect('FACEBOOK', { user: alex });

    expect(accounts).toHaveLength(35);
    expect(named(accounts, 'Lakeside Sailing').canPublish).toBe(true);
    expect(named(accounts, 'North Gate Cycling').canPublish).toBe(true);
    expect(named(accounts, 'Harbour Rowing Club').grant.expiresAt).toBeNull();
    expect(named(accounts, 'Harbour Rowing Club').grant.dataAccessExpiresAt).toBeInstanceOf(Date);
  });

  it('names the task that is missing', async () => {
    const accounts = await connect('FACEBOOK', { user: alex });

    expect(named(accounts, 'Riverside Runners')).toMatchObject({
      canPublish: false,
      problems: [{ code: 'FACEBOOK_TASK_MISSING' }],
    });
  });

  it('names the permission that was declined', async () => {
    const [account] = await connect('FACEBOOK', { user: sam, declined: 'pages_manage_posts' });

    expect(account).toMatchObject({
      canPublish: false,
      problems: expect.arrayContaining([
        { code: 'FACEBOOK_PERMISSION_MISSING', message: expect.stringContaining('pages_manage_posts') },
      ]),
    });
  });

  it('publishes where only figures are not allowed', async () => {
    const [account] = await connect('FACEBOOK', { user: sam, declined: 'read_insights' });

    expect(account).toMatchObject({ canPublish: true, problems: [{ code: 'FACEBOOK_PERMISSION_WISHED' }] });
  });

  it.each(['FACEBOOK', 'INSTAGRAM'] as const)(
    'says that %s cannot renew or take back a connection',
    async (name) => {
      const { connecting } = provider(name);

      expect(connecting.refresh).toBe('never');
      expect((await failureOf(connecting.refreshGrant(new Secret('a')))).code).toBe(`${name}_NO_REFRESH`);
      expect(
        (await failureOf(connecting.revoke({ accessToken: new Secret('a'), refreshToken: null }))).code,
      ).toBe(`${name}_REVOKE_BY_PERSON`);
    },
  );
});

describe('Connecting Instagram', () => {
  it('explains a Page without an Instagram account', async () => {
    const accounts = await connect('INSTAGRAM', { user: sam });

    expect(accounts).toMatchObject([
      { accountName: 'Sunrise Swimmers', canPublish: false, problems: [{ code: 'INSTAGRAM_NOT_LINKED' }] },
    ]);
  });

  it('names the permission that was declined', async () => {
    const accounts = await connect('INSTAGRAM', { user: alex, declined: 'instagram_content_publish' });

    expect(accounts).toMatchObject([
      {
        accountId: harbourRowingInstagram,
        canPublish: false,
        problems: expect.arrayContaining([expect.objectContaining({ code: 'FACEBOOK_PERMISSION_MISSING' })]),
      },
    ]);
  });
});

describe('Connecting X', () => {
  it('renews with a refresh token once, and a spent one means reconnecting', async () => {
    const [account] = await connect('TWITTER', { user: onTwitter });
    const refreshToken = account?.grant.refreshToken ?? new Secret('none');
    const { connecting } = provider('TWITTER');

    const renewed = await connecting.refreshGrant(refreshToken);

    expect(renewed.refreshToken?.reveal()).not.toBe(refreshToken.reveal());
    expect(renewed.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 7_000_000);
    expect((await failureOf(connecting.refreshGrant(refreshToken))).meaning).toBe('auth');
  });

  it('ends both tokens when the right is taken back', async () => {
    const [account] = await connect('TWITTER', { user: onTwitter });
    if (!account) throw new Error('No account was found.');
    const { connecting } = provider('TWITTER');

    await connecting.revoke(account.grant);

    expect((await failureOf(connecting.findAccounts(account.grant))).meaning).toBe('auth');
    await expect(connecting.revoke(account.grant)).resolves.toBeUndefined();
  });

  it('does not take an outage of the token endpoint for the end of a connection', async () => {
    const [account] = await connect('TWITTER', { user: onTwitter });
    await sandbox.control('faults', { platform: 'TWITTER', operation: 'token', fault: 'error-before' });

    const failure = await failureOf(
      provider('TWITTER').connecting.refreshGrant(account?.grant.refreshToken ?? new Secret('none')),
    );

    expect(failure.meaning).toBe('unknown');
  });
});

describe('Publishing on Facebook', () => {
  it('publishes several pictures as one post', async () => {
    const content: PostContent = {
      content: 'Album',
      media: [picture('photo.jpg'), picture('photo.png')],
      options: {},
    };
    const access = await accessTo('FACEBOOK', harbourRowing);

    await publish('FACEBOOK', access, content);
    const found = await provider('FACEBOOK').publishing.readBack(access, {
      content,
      resume: {},
      since: new Date(Date.now() - 1000),
    });

    expect(await sandbox.ledger({ text: 'Album' })).toMatchObject([{ mediaCount: 2 }]);
    expect(found).toMatchObject({ status: 'read', posts: [{ text: 'Album', mediaCount: 2 }] });
  });

  it('publishes a link', async () => {
    const content: PostContent = { content: 'Read', media: [], options: { link: 'https://club.org/news' } };

    await publish('FACEBOOK', await accessTo('FACEBOOK', harbourRowing), content);

    expect(await sandbox.ledger({ text: 'Read' })).toMatchObject([{ link: 'https://club.org/news' }]);
  });

  it('is told when the same text is live already', async () => {
    const access = await accessTo('FACEBOOK', harbourRowing);
    await publish('FACEBOOK', access, text('Twice'));

    const result = await publish('FACEBOOK', access, text('Twice'));

    expect(result).toMatchObject({ status: 'failed', failure: { meaning: 'duplicate' } });
  });

  it('does not upload again what is uploaded already', async () => {
    const access = await accessTo('FACEBOOK', harbourRowing);
    const content: PostContent = { content: '', media: [picture('photo.jpg')], options: {} };
    const first = await provider('FACEBOOK').publishing.prepare(access, content, { resume: {}, save });
    const resume = first.status === 'ready' ? first.resume : {};
    await sandbox.send('DELETE', '/_sandbox/calls');

    const second = await provider('FACEBOOK').publishing.prepare(access, content, { resume, save });

    expect(second).toEqual({ status: 'ready', resume });
    expect((await sandbox.send('GET', '/_sandbox/calls?since=0')).body).toEqual({ calls: [] });
  });

  it.each<[Platform, string]>([
    ['FACEBOOK', harbourRowing],
    ['TWITTER', onTwitter],
  ])('tells the author on %s which picture cannot be had', async (platform, accountId) => {
    const access = await accessTo(platform, accountId);
    const missing = await prepareOnce(platform, access, picture('missing.jpg'));
    const broken = await prepareOnce(platform, access, picture('broken.jpg'));

    expect(missing).toMatchObject({ status: 'failed', failure: { meaning: 'content', who: 'author' } });
    expect(broken).toMatchObject({ status: 'failed', failure: { meaning: 'content', who: 'author' } });
  });
});

describe('Publishing on Instagram', () => {
  it('says what is wrong with a picture of the wrong shape', async () => {
    const access = await accessTo('INSTAGRAM', harbourRowingInstagram);

    const prepared = await prepareOnce('INSTAGRAM', access, picture('wide.jpg'));

    expect(prepared).toMatchObject({ status: 'failed', failure: { code: 'INSTAGRAM_ASPECT_RATIO' } });
  });

  it('forgets a container that failed', async () => {
    const access = await accessTo('INSTAGRAM', harbourRowingInstagram);
    await sandbox.control(`accounts/${harbourRowingInstagram}`, { containerFails: true });
    let saved: ResumeState = {};
    const remember = async (resume: ResumeState): Promise<void> => {
      saved = resume;
    };
    const content: PostContent = { content: 'a', media: [picture('photo.jpg')], options: {} };
    const { publishing } = provider('INSTAGRAM');
    await publishing.prepare(access, content, { resume: saved, save: remember });
    await sandbox.control('clock', { advanceSeconds: 5 });

    const prepared = await publishing.prepare(access, content, { resume: saved, save: remember });

    expect(prepared).toMatchObject({ status: 'failed', failure: { code: 'INSTAGRAM_UPLOAD_FAILED' } });
    expect(saved).toEqual({});
  });

  it('keeps the container it made and waits for it', async () => {
    const access = await accessTo('INSTAGRAM', harbourRowingInstagram);
    const content: PostContent = { content: 'a', media: [picture('photo.jpg')], options: {} };
    const { publishing } = provider('INSTAGRAM');
    await sandbox.control(`accounts/${harbourRowingInstagram}`, { containerSeconds: 60 });

    const first = await publishing.prepare(access, content, { resume: {}, save });
    const resume = first.status === 'waiting' ? first.resume : {};
    const second = await publishing.prepare(access, content, { resume, save });

    expect(first).toMatchObject({ status: 'waiting', resume: { containerId: expect.any(String) } });
    expect(second).toMatchObject({ status: 'waiting', resume });
  });

  it('makes a new container when the one it kept is too old', async () => {
    const access = await accessTo('INSTAGRAM', harbourRowingInstagram);
    const resume = { containerId: '17000', createdAt: Date.now() - 24 * 3_600_000 };

    const prepared = await prepareOnce('INSTAGRAM', access, picture('photo.jpg'), resume);

    expect(prepared).toMatchObject({
      status: 'waiting',
      resume: { containerId: expect.not.stringMatching('^17000$') },
    });
  });

  it('makes a new container when Instagram has dropped the one it kept', async () => {
    const access = await accessTo('INSTAGRAM', harbourRowingInstagram);
    const first = await prepareOnce('INSTAGRAM', access, picture('photo.jpg'));
    const resume = first.status === 'waiting' ? first.resume : {};
    await sandbox.control('clock', { advanceSeconds: 25 * 3600 });

    const second = await prepareOnce('INSTAGRAM', access, picture('photo.jpg'), resume);

    expect(second).toMatchObject({
      status: 'waiting',
      resume: { containerId: expect.not.stringMatching(String(resume['containerId'])) },
    });
  });

  it('does not offer a published container for publishing again', async () => {
    const access = await accessTo('INSTAGRAM', harbourRowingInstagram);
    const first = await prepareOnce('INSTAGRAM', access, picture('photo.jpg'));
    const resume = first.status === 'waiting' ? first.resume : {};
    await sandbox.control('clock', { advanceSeconds: 5 });
    const content: PostContent = { content: 'a', media: [picture('photo.jpg')], options: {} };
    await provider('INSTAGRAM').publishing.publish(access, content, resume);

    const again = await prepareOnce('INSTAGRAM', access, picture('photo.jpg'), resume);

    expect(again).toMatchObject({ status: 'failed', failure: { meaning: 'duplicate' } });
  });

  it('is told to come back when the container is not ready', async () => {
    const access = await accessTo('INSTAGRAM', harbourRowingInstagram);
    await sandbox.control(`accounts/${harbourRowingInstagram}`, { containerSeconds: 60 });
    const content: PostContent = { content: 'a', media: [picture('photo.jpg')], options: {} };
    const { publishing } = provider('INSTAGRAM');
    const prepared = await publishing.prepare(access, content, { resume: {}, save });

    const result = await publishing.publish(
      access,
      content,
      prepared.status === 'waiting' ? prepared.resume : {},
    );

    expect(result).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unavailable', code: 'INSTAGRAM_NOT_READY' },
    });
  });

  it('looks at the account when Instagram blocks the action but publishes', async () => {
    const access = await accessTo('INSTAGRAM', harbourRowingInstagram);
    await sandbox.control('faults', { platform: 'INSTAGRAM', operation: 'publish', fault: 'action-blocked' });

    const result = await publish('INSTAGRAM', access, {
      content: 'Blocked',
      media: [picture('photo.jpg')],
      options: {},
    });

    expect(result).toMatchObject({ failure: { meaning: 'unknown', code: 'INSTAGRAM_ACTION_BLOCKED' } });
    expect(await sandbox.ledger({ text: 'Blocked' })).toHaveLength(1);
  });
});

describe('Publishing on X', () => {
  it('uploads a picture again when X is about to forget it', async () => {
    const access = await accessTo('TWITTER', onTwitter);
    const item = picture('photo.png');
    const old = { images: [{ url: item.url, mediaId: '1', uploadedAt: Date.now() - 24 * 3_600_000 }] };

    const prepared = await prepareOnce('TWITTER', access, item, old);

    expect(prepared).toMatchObject({ status: 'ready', resume: { images: [{ url: item.url }] } });
    expect(prepared).not.toMatchObject({ resume: { images: [{ mediaId: '1' }] } });
  });

  it('does not take a hidden account for one without posts', async () => {
    const access = await accessTo('TWITTER', onTwitter);
    const errors = [
      { type: 'https://api.x.com/2/problems/not-authorized-for-resource', title: 'Authorization Error' },
    ];
    await sandbox.control('faults', {
      platform: 'TWITTER',
      operation: 'read',
      fault: 'custom',
      status: 200,
      body: { errors },
    });

    const found = await provider('TWITTER').publishing.readBack(access, {
      content: text('a'),
      resume: {},
      since: new Date(),
    });

    expect(found).toMatchObject({ status: 'unreadable', failure: { meaning: 'unknown' } });
  });

  it('is told when the same text is live already', async () => {
    const access = await accessTo('TWITTER', onTwitter);
    await publish('TWITTER', access, text('Twice'));

    const result = await publish('TWITTER', access, text('Twice'));

    expect(result).toMatchObject({ status: 'failed', failure: { code: 'X_DUPLICATE_CONTENT' } });
  });

  it.each([
    ['no-credit', 'X_CREDITS_DEPLETED'],
    ['usage-cap', 'X_USAGE_CAP'],
  ])('names the trouble behind %s', async (fault, code) => {
    const access = await accessTo('TWITTER', onTwitter);
    await sandbox.control('faults', { platform: 'TWITTER', operation: 'publish', fault });

    const result = await publish('TWITTER', access, text('Unpaid'));

    expect(result).toMatchObject({ status: 'failed', failure: { code } });
  });

  it('reads every page of a busy account', async () => {
    const access = await accessTo('TWITTER', onTwitter);
    const since = new Date(Date.now() - 1000);
    for (let number = 1; number <= 8; number += 1) await publish('TWITTER', access, text(`Post ${number}`));

    const found = await provider('TWITTER').publishing.readBack(access, {
      content: text('Post 1'),
      resume: {},
      since,
    });

    expect(found.status === 'read' && found.posts.map((post) => post.text).toSorted()).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `Post ${number}`),
    );
  });
});

describe('Figures of Facebook', () => {
  it('finds the metric that Meta retired, reads the rest, and does not ask for it again', async () => {
    const access = await accessTo('FACEBOOK', harbourRowing);
    const result = await publish('FACEBOOK', access, text('Counted'));
    const id = result.status === 'published' ? result.platformPostId : 'none';
    const config = sandboxConfig(running.url);
    const http = new PlatformHttp(config);
    const figures = new MetaFigures(new MetaApi(config, http), new SystemClock());
    const wanted = {
      platform: 'FACEBOOK' as const,
      token: access.accessToken,
      posts: [{ platformPostId: id, publishedAt: new Date() }],
      listEdge: `${harbourRowing}/published_posts`,
      counts: countFields,
      plainCounts: 'shares',
      metrics: ['post_impressions_unique', 'post_media_view'],
      countsOf: facebookCounts,
    };

    const first = await figures.read(wanted);
    await sandbox.send('DELETE', '/_sandbox/calls');
    const second = await figures.read(wanted);

    const counted = {
      status: 'read',
      counts: { likes: expect.any(Number), impressions: expect.any(Number), reach: null },
    };
    expect(first.get(id)).toMatchObject(counted);
    expect(second.get(id)).toMatchObject(counted);
    expect(JSON.stringify((await sandbox.send('GET', '/_sandbox/calls?since=0')).body)).not.toContain(
      'impressions_unique',
    );
    await http.onModuleDestroy();
  });

  it('keeps the counts when insights are not allowed', async () => {
    const { body } = await sandbox.control('tokens', {
      platform: 'FACEBOOK',
      accountId: harbourRowing,
      scopes: ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts', 'pages_read_user_content'],
    });
    const access = accessWith(harbourRowing, (body as { accessToken: string }).accessToken);
    const result = await publish('FACEBOOK', access, text('Counted'));
    const platformPostId = result.status === 'published' ? result.platformPostId : 'none';

    const figures = await provider('FACEBOOK').engagement.readEngagement(access, [
      { platformPostId, publishedAt: new Date(0) },
    ]);

    expect(figures.get(platformPostId)).toMatchObject({
      status: 'read',
      counts: { likes: expect.any(Number), impressions: null, reach: null },
    });
  });
});

const save = async (): Promise<void> => undefined;

function provider(platform: Platform): Provider {
  return providers.registry.require(platform);
}

function text(content: string): PostContent {
  return { content, media: [], options: {} };
}

function picture(name: string): PostContent['media'][number] {
  return { url: `${running.url}/_sandbox/media/${name}`, type: 'IMAGE' };
}

async function accessTo(platform: Platform, accountId: string): Promise<AccountAccess> {
  return accessWith(accountId, await sandbox.mint(platform, accountId));
}

function accessWith(accountId: string, token: string): AccountAccess {
  return { connectionId: 'connection-1', tenantId: 'acme', accountId, accessToken: new Secret(token) };
}

function prepareOnce(
  platform: Platform,
  access: AccountAccess,
  item: PostContent['media'][number],
  resume: ResumeState = {},
) {
  const content: PostContent = { content: 'a', media: [item], options: {} };
  return provider(platform).publishing.prepare(access, content, { resume, save });
}

async function publish(platform: Platform, access: AccountAccess, content: PostContent) {
  const { publishing } = provider(platform);
  let prepared = await publishing.prepare(access, content, { resume: {}, save });
  if (prepared.status === 'waiting') {
    await sandbox.control('clock', { advanceSeconds: prepared.seconds });
    prepared = await publishing.prepare(access, content, { resume: prepared.resume, save });
  }
  if (prepared.status !== 'ready') throw new Error(`The post is ${JSON.stringify(prepared)}`);
  return publishing.publish(access, content, prepared.resume);
}

function named(accounts: FoundAccount[], name: string): FoundAccount {
  const account = accounts.find(({ accountName }) => accountName === name);
  if (!account)
    throw new Error(`${name} is not among ${accounts.map(({ accountName }) => accountName).join()}`);
  return account;
}

async function connect(platform: Platform, decision: Record<string, string>): Promise<FoundAccount[]> {
  const { connecting } = provider(platform);
  const settings = connecting.authorization();
  if (!settings) throw new Error('The app is not configured.');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: redirectUri,
    scope: settings.scopes.join(settings.scopeSeparator),
    state: 'state-1',
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...settings.extraParams,
  });
  const dialog = `${settings.authorizationUrl.slice(running.url.length)}?${query.toString()}`;
  const returned = await sandbox.decide(dialog, { decision: 'allow', ...decision });
  const code = returned.searchParams.get('code') ?? '';
  return connecting.findAccounts(await connecting.exchangeCode({ code, redirectUri, codeVerifier }));
}

async function failureOf(work: Promise<unknown>): Promise<ProviderError['failure']> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProviderError) return error.failure;
  throw new Error(`Expected a ProviderError, got ${String(error)}`);
}
