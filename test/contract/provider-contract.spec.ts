import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts';
import { SandboxClient } from '../../sandbox/support/sandbox-client.ts';
import type { Platform } from '../../src/kernel/platform.ts';
import type { PostContent } from '../../src/kernel/post-content.ts';
import { Secret } from '../../src/kernel/secret.ts';
import { ProviderError } from '../../src/modules/providers/provider.errors.ts';
import type {
  AccountAccess,
  FoundAccount,
  Provider,
  PublishedPost,
  PublishResult,
  ResumeState,
  TokenGrant,
} from '../../src/modules/providers/provider.port.ts';
import { openProviders, sandboxConfig, type OpenProviders } from '../support/providers.ts';

const redirectUri = 'http://127.0.0.1:3999/callback';
const codeVerifier = 'a-verifier-that-is-longer-than-forty-three-characters';
const photo = '/_sandbox/media/photo.jpg';

interface Case {
  platform: Platform;
  /** Who logs in at the dialog. */
  user: string;
  accountId: string;
  accountName: string;
}

const cases: Case[] = [
  {
    platform: 'FACEBOOK',
    user: '100000000000101',
    accountId: '610000000000001',
    accountName: 'Harbour Rowing Club',
  },
  {
    platform: 'INSTAGRAM',
    user: '100000000000101',
    accountId: '17841400000000001',
    accountName: 'harbourrowing',
  },
  {
    platform: 'TWITTER',
    user: '1500000000000000001',
    accountId: '1500000000000000001',
    accountName: 'harbourrowing',
  },
];

let running: RunningSandbox;
let sandbox: SandboxClient;
let providers: OpenProviders;

beforeAll(async () => {
  running = await startSandbox();
  sandbox = new SandboxClient(running.url);
  await sandbox.control('settings', { requireAppSecretProof: true });
  providers = await openProviders(sandboxConfig(running.url));
});

afterEach(async () => {
  await sandbox.send('DELETE', '/_sandbox/faults');
});

afterAll(async () => {
  await providers.close();
  await running.close();
});

describe.each(cases)('the provider of $platform', ({ platform, user, accountId, accountName }) => {
  let provider: Provider;
  let access: AccountAccess;

  beforeEach(async () => {
    await sandbox.control('reset', {});
    await sandbox.control('settings', { requireAppSecretProof: true });
    provider = providers.registry.require(platform);
    access = accessWith(new Secret(await sandbox.mint(platform, accountId)));
  });

  it('connects through the dialog and finds the account, ready to publish', async () => {
    const grant = await logIn({ user });

    const accounts = await provider.connecting.findAccounts(grant);

    expect(accountIn(accounts)).toMatchObject({ accountName, canPublish: true });
    expect(new Set(accounts.map((account) => account.accountId)).size).toBe(accounts.length);
  });

  it('publishes with the token that connecting gave', async () => {
    const account = accountIn(await provider.connecting.findAccounts(await logIn({ user })));
    access = accessWith(account.grant.accessToken);

    const result = await publish(textPost('Connected'));

    expect(result.status).toBe('published');
  });

  it('refuses a code that was used before', async () => {
    const exchange = await openDialog({ user });
    await provider.connecting.exchangeCode(exchange);

    const failure = await failureOf(provider.connecting.exchangeCode(exchange));

    expect(failure.meaning).toBe('auth');
  });

  it('publishes a text once and says where it stands', async () => {
    const content = textPost('First training on Monday & more');

    const result = await publish(content);

    const live = await copies(content);
    expect(live).toHaveLength(1);
    expect(result).toMatchObject({ status: 'published', platformPostId: live[0]?.['id'] });
    expect(result.status === 'published' && result.permalink).toMatch(/^https:\/\//);
  });

  it('publishes a picture with its description once', async () => {
    const content = imagePost('The new boat');

    const result = await publish(content);

    expect(result.status).toBe('published');
    expect(await copies(content)).toMatchObject([{ mediaCount: 1 }]);
  });

  it.each(['text', 'picture'] as const)('reads a %s post back as it was sent', async (kind) => {
    const content =
      kind === 'text'
        ? textPost('Fish & <chips> at 6 ☀️\n\nhttps://club.org/menu?a=1&b=2')
        : imagePost('Regatta');
    const since = new Date(Date.now() - 1000);
    const { result, resume } = await prepareAndPublish(content);

    const found = await provider.publishing.readBack(access, { content, resume, since });

    expect(found).toMatchObject({
      status: 'read',
      posts: [
        {
          platformPostId: result.status === 'published' && result.platformPostId,
          text: content.content,
          mediaCount: content.media.length,
        },
      ],
      draft: platform === 'INSTAGRAM' ? 'live' : 'none',
    });
  });

  it.each(['drop-answer', 'hang-after-accept', 'error-after-accept'])(
    'does not know the outcome after %s, and finds the post by reading back',
    async (fault) => {
      const content = textPost(`Lost by ${fault}`);
      const since = new Date(Date.now() - 1000);
      const resume = await prepare(content);
      await breakCalls({ fault, operation: 'publish' });

      const result = await provider.publishing.publish(access, content, resume);
      const found = await provider.publishing.readBack(access, { content, resume, since });

      expect(result).toMatchObject({ status: 'failed', failure: { meaning: 'unknown' } });
      expect(await copies(content)).toHaveLength(1);
      expect(found).toMatchObject({ status: 'read', posts: [{ text: content.content }] });
    },
  );

  it.each(['reset-before', 'hang', 'error-before'])(
    'does not know the outcome after %s, and reads back that nothing is there',
    async (fault) => {
      const content = textPost(`Never sent by ${fault}`);
      const since = new Date(Date.now() - 1000);
      const resume = await prepare(content);
      await breakCalls({ fault, operation: 'publish' });

      const result = await provider.publishing.publish(access, content, resume);
      const found = await provider.publishing.readBack(access, { content, resume, since });

      expect(result).toMatchObject({ status: 'failed', failure: { meaning: 'unknown' } });
      expect(found).toMatchObject({
        status: 'read',
        posts: [],
        draft: platform === 'INSTAGRAM' ? 'ready' : 'none',
      });
    },
  );

  it('says when it may go on after a limit', async () => {
    const content = textPost('Too many');
    const resume = await prepare(content);
    await breakCalls({ fault: 'rate-limit', operation: 'publish', resetSeconds: 600 });

    const result = await provider.publishing.publish(access, content, resume);

    const waitMs = result.status === 'failed' ? (result.failure.retryAt?.getTime() ?? 0) - Date.now() : 0;
    expect(result).toMatchObject({
      status: 'failed',
      failure: { meaning: 'rate-limited', limitScope: 'connection' },
    });
    expect(Math.abs(waitMs - 600_000)).toBeLessThan(10_000);
  });

  it('does not take a failed reading back for an empty account', async () => {
    await breakCalls({ fault: 'error-before', operation: 'read' });

    const found = await provider.publishing.readBack(access, {
      content: textPost('Hidden'),
      resume: {},
      since: new Date(Date.now() - 1000),
    });

    expect(found.status).toBe('unreadable');
  });

  it('needs a new login when the right was taken back', async () => {
    const content = textPost('Revoked');
    const resume = await prepare(content);
    await sandbox.control(`accounts/${accountId}`, { state: 'revoked' });

    const result = await provider.publishing.publish(access, content, resume);
    const figures = await provider.engagement.readEngagement(access, [
      { platformPostId: '1', publishedAt: new Date(0) },
    ]);

    expect(result).toMatchObject({ status: 'failed', failure: { meaning: 'auth', who: 'club-admin' } });
    expect([...figures.values()]).toMatchObject([{ status: 'failed', failure: { meaning: 'auth' } }]);
  });

  it('keeps tokens out of what it says about failures', async () => {
    await sandbox.control(`accounts/${accountId}`, { state: 'expired' });

    const found = await provider.publishing.readBack(access, {
      content: textPost('a'),
      resume: {},
      since: new Date(0),
    });

    expect(JSON.stringify(found)).not.toContain(access.accessToken.reveal());
  });

  it('reads the figures of many posts in one request', async () => {
    const posts = await publishedPosts('One', 'Two', 'Three');
    await sandbox.send('DELETE', '/_sandbox/calls');

    const figures = await provider.engagement.readEngagement(access, posts);

    const read = {
      status: 'read',
      counts: {
        likes: expect.any(Number),
        comments: expect.any(Number),
        shares: expect.any(Number),
        impressions: expect.any(Number),
        reach: platform === 'TWITTER' ? null : expect.any(Number),
      },
    };
    expect([...figures]).toEqual(posts.map(({ platformPostId }) => [platformPostId, read]));
    expect((await sandbox.send('GET', '/_sandbox/calls?since=0')).body).toMatchObject({
      calls: [expect.anything()],
    });
  });

  it('tells a post that is gone from one that can be read', async () => {
    const [live] = await publishedPosts('Still here');
    const gone = { platformPostId: '999999', publishedAt: new Date() };

    const figures = await provider.engagement.readEngagement(access, live ? [live, gone] : []);

    expect([...figures.values()]).toMatchObject([{ status: 'read' }, { status: 'gone' }]);
  });

  it('does not take an outage for a post without figures', async () => {
    const posts = await publishedPosts('One', 'Two');
    await breakCalls({ fault: 'error-before', operation: 'any', times: null });

    const figures = await provider.engagement.readEngagement(access, posts);

    expect([...figures.values()].map(({ status }) => status)).toEqual(['failed', 'failed']);
  });

  it('stops asking for figures when a limit is reached', async () => {
    const posts = await publishedPosts('One', 'Two');
    await breakCalls({ fault: 'rate-limit', operation: 'any', times: null });
    await sandbox.send('DELETE', '/_sandbox/calls');

    const figures = await provider.engagement.readEngagement(access, posts);

    const limited = { status: 'failed', failure: { meaning: 'rate-limited' } };
    expect([...figures.values()]).toMatchObject([limited, limited]);
    expect((await sandbox.send('GET', '/_sandbox/calls?since=0')).body).toMatchObject({
      calls: [expect.anything()],
    });
  });

  async function publishedPosts(...texts: string[]): Promise<PublishedPost[]> {
    const posts: PublishedPost[] = [];
    for (const text of texts) {
      const result = await publish(textPost(text));
      if (result.status !== 'published') throw new Error(`${text} was not published.`);
      posts.push({ platformPostId: result.platformPostId, publishedAt: new Date() });
    }
    return posts;
  }

  async function publish(content: PostContent): Promise<PublishResult> {
    return (await prepareAndPublish(content)).result;
  }

  async function prepareAndPublish(
    content: PostContent,
  ): Promise<{ result: PublishResult; resume: ResumeState }> {
    const resume = await prepare(content);
    return { result: await provider.publishing.publish(access, content, resume), resume };
  }

  async function prepare(content: PostContent): Promise<ResumeState> {
    expect(provider.publishing.check(content)).toEqual([]);
    let saved: ResumeState = {};
    const save = async (resume: ResumeState): Promise<void> => {
      saved = resume;
    };
    for (let round = 0; round < 3; round += 1) {
      const prepared = await provider.publishing.prepare(access, content, { resume: saved, save });
      if (prepared.status === 'ready') return prepared.resume;
      if (prepared.status === 'failed') throw new ProviderError(prepared.failure);
      await sandbox.control('clock', { advanceSeconds: 2 });
    }
    throw new Error('The post never became ready.');
  }

  function textPost(content: string): PostContent {
    return platform === 'INSTAGRAM' ? imagePost(content) : { content, media: [], options: {} };
  }

  function imagePost(content: string): PostContent {
    const image = { url: `${running.url}${photo}`, type: 'IMAGE', altText: 'A rowing boat' } as const;
    return { content, media: [image], options: {} };
  }

  function copies(content: PostContent): Promise<Record<string, unknown>[]> {
    return sandbox.ledger({ platform, accountId, text: content.content });
  }

  function accessWith(accessToken: Secret): AccountAccess {
    return { connectionId: 'connection-1', tenantId: 'acme', accountId, accessToken };
  }

  function accountIn(accounts: FoundAccount[]): FoundAccount {
    const account = accounts.find((candidate) => candidate.accountId === accountId);
    if (!account)
      throw new Error(`${accountId} is not among ${accounts.map((found) => found.accountId).join()}`);
    return account;
  }

  async function breakCalls(rule: Record<string, unknown>): Promise<void> {
    await sandbox.control('faults', { platform, accountId, ...rule });
  }

  async function openDialog(
    decision: Record<string, string>,
  ): Promise<{ code: string; redirectUri: string; codeVerifier: string }> {
    const settings = provider.connecting.authorization();
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
    return { code: returned.searchParams.get('code') ?? '', redirectUri, codeVerifier };
  }

  async function logIn(decision: Record<string, string>): Promise<TokenGrant> {
    return provider.connecting.exchangeCode(await openDialog(decision));
  }

  async function failureOf(work: Promise<unknown>): Promise<ProviderError['failure']> {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error instanceof ProviderError) return error.failure;
    throw new Error(`Expected a ProviderError, got ${String(error)}`);
  }
});
