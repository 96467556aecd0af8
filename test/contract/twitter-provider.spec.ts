import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../src/kernel/secret.ts';
import { uploadsIn } from '../../src/modules/providers/twitter/twitter-upload-state.ts';
import { failureOf, ProviderFixture, seeded, textPost } from '../support/provider-fixture.ts';

let fixture: ProviderFixture;

beforeAll(async () => {
  fixture = await ProviderFixture.open();
});

beforeEach(() => fixture.reset());

afterAll(() => fixture.close());

describe('Connecting X', () => {
  it('renews with a refresh token once, and a spent one means reconnecting', async () => {
    const [account] = await fixture.connect('TWITTER', { user: seeded.twitter });
    const refreshToken = account?.grant.refreshToken ?? new Secret('none');
    const { connecting } = fixture.provider('TWITTER');

    const renewed = await connecting.refreshGrant(refreshToken);

    expect(renewed.refreshToken?.reveal()).not.toBe(refreshToken.reveal());
    expect(renewed.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 7_000_000);
    expect((await failureOf(connecting.refreshGrant(refreshToken))).meaning).toBe('auth');
  });

  it('ends both tokens when the right is taken back', async () => {
    const [account] = await fixture.connect('TWITTER', { user: seeded.twitter });
    if (!account) throw new Error('No account was found.');
    const { connecting } = fixture.provider('TWITTER');

    await connecting.revoke(account.grant);

    expect((await failureOf(connecting.findAccounts(account.grant))).meaning).toBe('auth');
    await expect(connecting.revoke(account.grant)).resolves.toBeUndefined();
  });

  it('does not take an outage of the token endpoint for the end of a connection', async () => {
    const [account] = await fixture.connect('TWITTER', { user: seeded.twitter });
    await fixture.sandbox.control('faults', {
      platform: 'TWITTER',
      operation: 'token',
      fault: 'error-before',
    });

    const failure = await failureOf(
      fixture.provider('TWITTER').connecting.refreshGrant(account?.grant.refreshToken ?? new Secret('none')),
    );

    expect(failure.meaning).toBe('unknown');
  });
});

describe('Publishing on X', () => {
  it('uploads a picture again when X is about to forget it', async () => {
    const access = await fixture.accessTo('TWITTER', seeded.twitter);
    const item = fixture.picture('photo.png');
    const first = await fixture.prepareOnce(access, item);
    const [upload] = first.status === 'ready' ? uploadsIn(first.resume) : [];
    const ending = { uploads: [{ ...upload, expiresAt: Date.now() + 60_000 }] };

    const again = await fixture.prepareOnce(access, item, ending);

    expect(again).toMatchObject({ status: 'ready', resume: { uploads: [{ key: item.url, stage: 'done' }] } });
    expect(again).not.toMatchObject({ resume: { uploads: [{ mediaId: upload?.mediaId }] } });
  });

  it('does not take a hidden account for one without posts', async () => {
    const access = await fixture.accessTo('TWITTER', seeded.twitter);
    const errors = [
      { type: 'https://api.x.com/2/problems/not-authorized-for-resource', title: 'Authorization Error' },
    ];
    await fixture.sandbox.control('faults', {
      platform: 'TWITTER',
      operation: 'read',
      fault: 'custom',
      status: 200,
      body: { errors },
    });

    const found = await fixture.provider('TWITTER').publishing.readBack(access, {
      content: textPost('a'),
      resume: {},
      since: new Date(),
    });

    expect(found).toMatchObject({ status: 'unreadable', failure: { meaning: 'unknown' } });
  });

  it('is told when the same text is live already', async () => {
    const access = await fixture.accessTo('TWITTER', seeded.twitter);
    await fixture.publish(access, textPost('Twice'));

    const result = await fixture.publish(access, textPost('Twice'));

    expect(result).toMatchObject({ status: 'failed', failure: { code: 'X_DUPLICATE_CONTENT' } });
  });

  it.each([
    ['no-credit', 'X_CREDITS_DEPLETED'],
    ['usage-cap', 'X_USAGE_CAP'],
  ])('names the trouble behind %s', async (fault, code) => {
    const access = await fixture.accessTo('TWITTER', seeded.twitter);
    await fixture.sandbox.control('faults', { platform: 'TWITTER', operation: 'publish', fault });

    const result = await fixture.publish(access, textPost('Unpaid'));

    expect(result).toMatchObject({ status: 'failed', failure: { code } });
  });

  it('reads every page of a busy account', async () => {
    const access = await fixture.accessTo('TWITTER', seeded.twitter);
    const since = new Date(Date.now() - 1000);
    for (let number = 1; number <= 8; number += 1) await fixture.publish(access, textPost(`Post ${number}`));

    const found = await fixture.provider('TWITTER').publishing.readBack(access, {
      content: textPost('Post 1'),
      resume: {},
      since,
    });

    expect(found.status === 'read' && found.posts.map((post) => post.text).toSorted()).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `Post ${number}`),
    );
  });
});
