import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PostContent } from '../../src/kernel/post-content.ts';
import type { AccountAccess, FoundAccount, Provider } from '../../src/modules/providers/provider.port.ts';
import { contractCases, failureOf, ProviderFixture } from '../support/provider-fixture.ts';

let fixture: ProviderFixture;

beforeAll(async () => {
  fixture = await ProviderFixture.open();
});

beforeEach(() => fixture.reset());

afterAll(() => fixture.close());

describe.each(contractCases)('the provider of $platform', ({ platform, user, accountId, accountName }) => {
  let provider: Provider;
  let access: AccountAccess;

  beforeEach(async () => {
    provider = fixture.provider(platform);
    access = await fixture.accessTo(platform, accountId);
  });

  it('connects through the dialog and finds the account, ready to publish', async () => {
    const grant = await provider.connecting.exchangeCode(await fixture.openDialog(platform, { user }));

    const accounts = await provider.connecting.findAccounts(grant);

    expect(accountIn(accounts)).toMatchObject({ accountName, canPublish: true });
    expect(new Set(accounts.map((account) => account.accountId)).size).toBe(accounts.length);
  });

  it('publishes with the token that connecting gave', async () => {
    const account = accountIn(
      await provider.connecting.findAccounts(
        await provider.connecting.exchangeCode(await fixture.openDialog(platform, { user })),
      ),
    );
    access = { ...access, accessToken: account.grant.accessToken };

    const result = await fixture.publish(access, fixture.post(platform, 'Connected'));

    expect(result.status).toBe('published');
  });

  it('refuses a code that was used before', async () => {
    const exchange = await fixture.openDialog(platform, { user });
    await provider.connecting.exchangeCode(exchange);

    const failure = await failureOf(provider.connecting.exchangeCode(exchange));

    expect(failure.meaning).toBe('auth');
  });

  it('publishes a text once and says where it stands', async () => {
    const content = fixture.post(platform, 'First training on Monday & more');

    const result = await fixture.publish(access, content);

    const live = await copies(content);
    expect(live).toHaveLength(1);
    expect(result).toMatchObject({ status: 'published', platformPostId: live[0]?.['id'] });
    expect(result.status === 'published' && result.permalink).toMatch(/^https:\/\//);
  });

  it('publishes a picture with its description once', async () => {
    const content = fixture.pictured('The new boat');

    const result = await fixture.publish(access, content);

    expect(result.status).toBe('published');
    expect(await copies(content)).toMatchObject([{ mediaCount: 1 }]);
  });

  it.each(['text', 'picture'] as const)('reads a %s post back as it was sent', async (kind) => {
    const content =
      kind === 'text'
        ? fixture.post(platform, 'Fish & <chips> at 6 ☀️\n\nhttps://club.org/menu?a=1&b=2')
        : fixture.pictured('Regatta');
    const since = new Date(Date.now() - 1000);
    const resume = await fixture.prepare(access, content);
    const result = await provider.publishing.publish(access, content, resume);

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
      const content = fixture.post(platform, `Lost by ${fault}`);
      const since = new Date(Date.now() - 1000);
      const resume = await fixture.prepare(access, content);
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
      const content = fixture.post(platform, `Never sent by ${fault}`);
      const since = new Date(Date.now() - 1000);
      const resume = await fixture.prepare(access, content);
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
    const content = fixture.post(platform, 'Too many');
    const resume = await fixture.prepare(access, content);
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
      content: fixture.post(platform, 'Hidden'),
      resume: {},
      since: new Date(Date.now() - 1000),
    });

    expect(found.status).toBe('unreadable');
  });

  it('needs a new login when the right was taken back', async () => {
    const content = fixture.post(platform, 'Revoked');
    const resume = await fixture.prepare(access, content);
    await fixture.sandbox.control(`accounts/${accountId}`, { state: 'revoked' });

    const result = await provider.publishing.publish(access, content, resume);
    const figures = await provider.engagement.readEngagement(access, [
      { platformPostId: '1', publishedAt: new Date(0) },
    ]);

    expect(result).toMatchObject({ status: 'failed', failure: { meaning: 'auth', who: 'club-admin' } });
    expect([...figures.values()]).toMatchObject([{ status: 'failed', failure: { meaning: 'auth' } }]);
  });

  it('keeps tokens out of what it says about failures', async () => {
    await fixture.sandbox.control(`accounts/${accountId}`, { state: 'expired' });

    const found = await provider.publishing.readBack(access, {
      content: fixture.post(platform, 'a'),
      resume: {},
      since: new Date(0),
    });

    expect(JSON.stringify(found)).not.toContain(access.accessToken.reveal());
  });

  function copies(content: PostContent): Promise<Record<string, unknown>[]> {
    return fixture.sandbox.ledger({ platform, accountId, text: content.content });
  }

  function accountIn(accounts: FoundAccount[]): FoundAccount {
    const account = accounts.find((candidate) => candidate.accountId === accountId);
    if (!account)
      throw new Error(`${accountId} is not among ${accounts.map((found) => found.accountId).join()}`);
    return account;
  }

  async function breakCalls(rule: Record<string, unknown>): Promise<void> {
    await fixture.sandbox.control('faults', { platform, accountId, ...rule });
  }
});
