import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountAccess, Provider, PublishedPost } from '../../src/modules/providers/provider.port.ts';
import { contractCases, ProviderFixture } from '../support/provider-fixture.ts';

let fixture: ProviderFixture;

beforeAll(async () => {
  fixture = await ProviderFixture.open();
});

beforeEach(() => fixture.reset());

afterAll(() => fixture.close());

describe.each(contractCases)('the figures of $platform', ({ platform, accountId }) => {
  let provider: Provider;
  let access: AccountAccess;

  beforeEach(async () => {
    provider = fixture.provider(platform);
    access = await fixture.accessTo(platform, accountId);
  });

  it('reads the figures of many posts in one request', async () => {
    const posts = await publishedPosts('One', 'Two', 'Three');
    await fixture.sandbox.send('DELETE', '/_sandbox/calls');

    const figures = await provider.engagement.readEngagement(access, posts);

    const told = expect.any(Number);
    const read = {
      status: 'read',
      counts: {
        likes: told,
        comments: told,
        shares: told,
        impressions: told,
        reach: platform === 'TWITTER' ? null : told,
      },
    };
    expect([...figures]).toEqual(posts.map(({ platformPostId }) => [platformPostId, read]));
    expect((await fixture.sandbox.send('GET', '/_sandbox/calls?since=0')).body).toMatchObject({
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
    await fixture.sandbox.send('DELETE', '/_sandbox/calls');

    const figures = await provider.engagement.readEngagement(access, posts);

    const limited = { status: 'failed', failure: { meaning: 'rate-limited' } };
    expect([...figures.values()]).toMatchObject([limited, limited]);
    expect((await fixture.sandbox.send('GET', '/_sandbox/calls?since=0')).body).toMatchObject({
      calls: [expect.anything()],
    });
  });

  async function publishedPosts(...texts: string[]): Promise<PublishedPost[]> {
    const posts: PublishedPost[] = [];
    for (const text of texts) {
      const result = await fixture.publish(access, fixture.post(platform, text));
      if (result.status !== 'published') throw new Error(`${text} was not published.`);
      posts.push({ platformPostId: result.platformPostId, publishedAt: new Date() });
    }
    return posts;
  }

  async function breakCalls(rule: Record<string, unknown>): Promise<void> {
    await fixture.sandbox.control('faults', { platform, accountId, ...rule });
  }
});
