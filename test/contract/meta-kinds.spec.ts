import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PostContent, PostOptions } from '../../src/kernel/post-content.ts';
import { Secret } from '../../src/kernel/secret.ts';
import type {
  AccountAccess,
  Provider,
  PublishClass,
  ResumeState,
} from '../../src/modules/providers/provider.port.ts';
import { ProviderFixture, seeded, textPost } from '../support/provider-fixture.ts';

type MetaPlatform = 'FACEBOOK' | 'INSTAGRAM';

interface Kind {
  platform: MetaPlatform;
  name: string;
  content: (fixture: ProviderFixture) => PostContent;
  publishClass: PublishClass;
  live: Record<string, unknown>;
}

const kinds: Kind[] = [
  {
    platform: 'FACEBOOK',
    name: 'text',
    content: () => textPost('Just words'),
    publishClass: 'duplicate-rejecting',
    live: { kind: 'status' },
  },
  {
    platform: 'FACEBOOK',
    name: 'link',
    content: () => ({ ...textPost('Read this'), options: { link: 'https://club.org/news' } }),
    publishClass: 'duplicate-rejecting',
    live: { kind: 'link', link: 'https://club.org/news' },
  },
  {
    platform: 'FACEBOOK',
    name: 'picture',
    content: (on) => on.pictured('One view'),
    publishClass: 'plain',
    live: { kind: 'photo', mediaCount: 1 },
  },
  {
    platform: 'FACEBOOK',
    name: 'picture beyond the 4 MB that Facebook takes',
    content: (on) => post('A large view', [on.picture('big.jpg')]),
    publishClass: 'plain',
    live: { kind: 'photo', mediaCount: 1 },
  },
  {
    platform: 'FACEBOOK',
    name: 'album',
    content: (on) =>
      post(
        'Three views',
        ['photo.jpg', 'photo.png', 'portrait.jpg'].map((name) => on.picture(name)),
      ),
    publishClass: 'plain',
    live: { kind: 'photo', mediaCount: 3 },
  },
  {
    platform: 'FACEBOOK',
    name: 'video',
    content: (on) => post('The race', [on.video('video.mp4')], { title: 'Final' }),
    publishClass: 'two-phase',
    live: { kind: 'video', mediaCount: 1 },
  },
  {
    platform: 'FACEBOOK',
    name: 'reel',
    content: (on) => post('Fifteen seconds', [on.video('reel.mp4')], { kind: 'REEL' }),
    publishClass: 'two-phase',
    live: { kind: 'reel', mediaCount: 1 },
  },
  {
    platform: 'INSTAGRAM',
    name: 'picture',
    content: (on) => on.pictured('One view'),
    publishClass: 'two-phase',
    live: { kind: 'photo', mediaCount: 1 },
  },
  {
    platform: 'INSTAGRAM',
    name: 'carousel',
    content: (on) =>
      post('Mixed', [on.picture('photo.jpg'), on.video('video.mp4'), on.picture('portrait.jpg')]),
    publishClass: 'two-phase',
    live: { kind: 'carousel', mediaCount: 3 },
  },
  {
    platform: 'INSTAGRAM',
    name: 'carousel of ten',
    content: (on) =>
      post(
        'Ten',
        Array.from({ length: 10 }, () => on.picture('photo.jpg')),
      ),
    publishClass: 'two-phase',
    live: { kind: 'carousel', mediaCount: 10 },
  },
  {
    platform: 'INSTAGRAM',
    name: 'reel',
    content: (on) =>
      post('Fifteen seconds', [on.video('reel.mp4')], { thumbnailOffsetMs: 2000, shareToFeed: false }),
    publishClass: 'two-phase',
    live: { kind: 'reel', mediaCount: 1 },
  },
  {
    platform: 'INSTAGRAM',
    name: 'story with a picture',
    content: (on) => post('', [on.picture('portrait.jpg')], { kind: 'STORY' }),
    publishClass: 'two-phase',
    live: { kind: 'story', mediaCount: 1 },
  },
  {
    platform: 'INSTAGRAM',
    name: 'story with a video',
    content: (on) => post('', [on.video('reel.mp4')], { kind: 'STORY' }),
    publishClass: 'two-phase',
    live: { kind: 'story', mediaCount: 1 },
  },
];

const accounts = { FACEBOOK: seeded.page, INSTAGRAM: seeded.instagram };

let fixture: ProviderFixture;
let access: AccountAccess;
let publishing: Provider['publishing'];

beforeAll(async () => {
  fixture = await ProviderFixture.open();
});

afterAll(() => fixture.close());

async function open(platform: MetaPlatform): Promise<void> {
  await fixture.reset();
  access = await fixture.accessTo(platform, accounts[platform]);
  ({ publishing } = fixture.provider(platform));
}

const ledger = async () => await fixture.sandbox.ledger({ accountId: access.accountId });

describe.each(kinds)('$platform, a $name', ({ platform, content: contentOn, publishClass, live }) => {
  let content: PostContent;

  beforeEach(async () => {
    await open(platform);
    content = contentOn(fixture);
  });

  it('is nowhere to be seen until it is published, and then once', async () => {
    const resume = await fixture.prepare(access, content);
    const before = await ledger();

    const result = await publishing.publish(access, content, resume);

    expect(before).toEqual([]);
    expect(publishing.publishClass(content)).toBe(publishClass);
    expect(result).toMatchObject({ status: 'published', permalink: expect.stringMatching(/^https:/) });
    expect(await ledger()).toMatchObject([{ text: content.content, ...live }]);
  });

  it('is found again after a lost answer, under the id that publishing gives', async () => {
    const resume = await fixture.prepare(access, content);
    await fixture.sandbox.control('faults', { platform, operation: 'publish', fault: 'drop-answer' });
    const since = new Date(Date.now() - 1000);

    const lost = await publishing.publish(access, content, resume);
    const read = await publishing.readBack(access, { content, resume, since });

    expect(lost).toMatchObject({ status: 'failed', failure: { meaning: 'unknown' } });
    expect(read).toMatchObject({
      status: 'read',
      posts: [{ text: content.content, mediaCount: content.media.length }],
    });
    const id = read.status === 'read' ? read.posts[0]!.platformPostId : '';
    const figures = await fixture
      .provider(platform)
      .engagement.readEngagement(access, [{ platformPostId: id, publishedAt: since }]);
    expect(figures.get(id)).toMatchObject({
      status: 'read',
      counts: { likes: expect.any(Number), comments: expect.any(Number) },
    });
    expect(await publishing.remove(access, { platformPostId: id, options: content.options })).toEqual({
      status: 'removed',
    });
    expect(await ledger()).toMatchObject([{ deletedAt: expect.any(String) }]);
  });

  it('is known to be absent after a call that never arrived, and goes out with what is prepared', async () => {
    const resume = await fixture.prepare(access, content);
    await fixture.sandbox.control('faults', { platform, operation: 'publish', fault: 'error-before' });
    const since = new Date(Date.now() - 1000);
    await publishing.publish(access, content, resume);

    const read = await publishing.readBack(access, { content, resume, since });
    const again = await publishing.publish(access, content, await readyFrom(content, resume));

    expect(read).toEqual({
      status: 'read',
      posts: [],
      draft: publishClass === 'two-phase' ? 'ready' : 'none',
    });
    expect(again.status).toBe('published');
    expect(await ledger()).toHaveLength(1);
  });

  it('taken down on the platform is gone, and removing it again says so', async () => {
    const result = await fixture.publish(access, content);
    const platformPostId = result.status === 'published' ? result.platformPostId : '';
    const removed = await publishing.remove(access, { platformPostId, options: content.options });

    const again = await publishing.remove(access, { platformPostId, options: content.options });
    const figures = await fixture
      .provider(platform)
      .engagement.readEngagement(access, [{ platformPostId, publishedAt: new Date() }]);

    expect([removed, again]).toEqual([{ status: 'removed' }, { status: 'gone' }]);
    expect(figures.get(platformPostId)).toEqual({ status: 'gone' });
  });
});

describe.each(kinds.filter(({ publishClass }) => publishClass === 'two-phase'))(
  '$platform, a $name that is prepared in steps',
  ({ platform, content: contentOn }) => {
    it('goes on from every state that was stored, and leaves one post', async () => {
      await open(platform);
      const content = contentOn(fixture);
      const saved: ResumeState[] = [];
      let resume: ResumeState = {};
      for (let round = 0; round < 4; round += 1) {
        const prepared = await publishing.prepare(access, content, {
          resume,
          save: async (state) => void saved.push(state),
        });
        if (prepared.status === 'failed') throw new Error(prepared.failure.message);
        resume = prepared.resume;
        if (prepared.status === 'ready') break;
        saved.push(resume);
        await fixture.sandbox.control('clock', { advanceSeconds: 2 });
      }

      for (const state of saved) resume = await readyFrom(content, state);
      const result = await publishing.publish(access, content, resume);

      expect(saved.length).toBeGreaterThan(0);
      expect(result.status).toBe('published');
      expect(await ledger()).toHaveLength(1);
      const after = await publishing.prepare(access, content, { resume, save: async () => undefined });
      expect(after).toMatchObject({ status: 'failed', failure: { meaning: 'duplicate' } });
    });
  },
);

describe.each<MetaPlatform>(['FACEBOOK', 'INSTAGRAM'])('the first comment on %s', (platform) => {
  let comment: PostContent;

  beforeEach(async () => {
    await open(platform);
    const result = await fixture.publish(access, fixture.post(platform, 'The news'));
    const replyTo = result.status === 'published' ? result.platformPostId : '';
    comment = { content: 'More at the club house', media: [], options: { replyTo } };
  });

  it('stands below its post once', async () => {
    const result = await fixture.publish(access, comment);

    expect(publishing.publishClass(comment)).toBe('plain');
    expect(await ledger()).toMatchObject([
      { text: 'The news' },
      {
        kind: 'comment',
        parentId: comment.options.replyTo,
        text: comment.content,
        id: result.status === 'published' ? result.platformPostId : '',
      },
    ]);
  });

  it('is found below its post after a lost answer, and is not when it never arrived', async () => {
    const sent = { content: comment, resume: {}, since: new Date(Date.now() - 1000) };
    await fixture.sandbox.control('faults', { platform, operation: 'publish', fault: 'error-before' });
    await publishing.publish(access, comment, {});
    const before = await publishing.readBack(access, sent);
    await fixture.sandbox.control('faults', { platform, operation: 'publish', fault: 'drop-answer' });
    const lost = await publishing.publish(access, comment, {});

    const after = await publishing.readBack(access, sent);

    expect(before).toEqual({ status: 'read', posts: [], draft: 'none' });
    expect(lost).toMatchObject({ status: 'failed', failure: { meaning: 'unknown' } });
    expect(after).toMatchObject({ status: 'read', posts: [{ text: comment.content, mediaCount: 0 }] });
  });

  it('is not taken for ours when somebody else wrote the same words', async () => {
    await publishing.publish(access, comment, {});
    const { world, posts } = fixture.platforms;
    const [stranger] = [...world.pages.values()].filter(({ id }) => id !== seeded.page);
    const other = world.linkInstagram(stranger!, { username: 'somebody', name: 'Somebody' });
    const written = posts.ofAccount(access.accountId).at(-1)!;
    written.accountId = platform === 'FACEBOOK' ? stranger!.id : other.id;

    const read = await publishing.readBack(access, {
      content: comment,
      resume: {},
      since: new Date(Date.now() - 1000),
    });

    expect(written).toMatchObject({ kind: 'comment', text: comment.content });
    expect(read).toEqual({ status: 'read', posts: [], draft: 'none' });
  });

  it('cannot be written below a post that is gone', async () => {
    await publishing.remove(access, { platformPostId: comment.options.replyTo ?? '', options: {} });

    const result = await publishing.publish(access, comment, {});
    const read = await publishing.readBack(access, { content: comment, resume: {}, since: new Date() });

    expect(result).toMatchObject({
      status: 'failed',
      failure: { meaning: 'gone', code: `${platform}_POST_GONE` },
    });
    expect(read).toEqual({ status: 'read', posts: [], draft: 'none' });
  });

  it('tells its likes, and can be taken down', async () => {
    const result = await fixture.publish(access, comment);
    const platformPostId = result.status === 'published' ? result.platformPostId : '';

    const figures = await fixture
      .provider(platform)
      .engagement.readEngagement(access, [{ platformPostId, publishedAt: new Date() }]);
    const removed = await publishing.remove(access, { platformPostId, options: comment.options });

    expect(figures.get(platformPostId)).toMatchObject({ status: 'read', counts: { likes: 0 } });
    expect(removed).toEqual({ status: 'removed' });
    expect((await ledger()).at(-1)).toMatchObject({ kind: 'comment', deletedAt: expect.any(String) });
  });

  it('needs a permission that the club can give', async () => {
    const scopes = [
      'pages_show_list',
      'pages_read_engagement',
      'pages_manage_posts',
      'instagram_basic',
      'instagram_content_publish',
    ];
    const { body } = await fixture.sandbox.control('tokens', {
      platform,
      accountId: access.accountId,
      scopes,
    });
    const less = { ...(await fixture.accessTo(platform, access.accountId)) };

    less.accessToken = new Secret((body as { accessToken: string }).accessToken);

    const result = await publishing.publish(less, comment, {});

    expect(result).toMatchObject({ status: 'failed', failure: { meaning: 'permission', who: 'club-admin' } });
  });
});

it('says of an Instagram post that may not be deleted which permission is missing', async () => {
  await open('INSTAGRAM');
  const result = await fixture.publish(access, fixture.pictured('Stays'));
  const { body } = await fixture.sandbox.control('tokens', {
    platform: 'INSTAGRAM',
    accountId: access.accountId,
    scopes: ['instagram_basic', 'instagram_content_publish'],
  });

  const less = { ...access, accessToken: new Secret((body as { accessToken: string }).accessToken) };

  const removed = await publishing.remove(less, {
    platformPostId: result.status === 'published' ? result.platformPostId : '',
    options: {},
  });

  expect(removed).toMatchObject({ status: 'failed', failure: { meaning: 'permission', who: 'club-admin' } });
  expect(await ledger()).toMatchObject([{ deletedAt: null }]);
});

async function readyFrom(content: PostContent, from: ResumeState): Promise<ResumeState> {
  let resume = from;
  for (let round = 0; round < 4; round += 1) {
    const prepared = await publishing.prepare(access, content, { resume, save: async () => undefined });
    if (prepared.status === 'failed') throw new Error(prepared.failure.message);
    if (prepared.status === 'ready') return prepared.resume;
    resume = prepared.resume;
    await fixture.sandbox.control('clock', { advanceSeconds: 2 });
  }
  throw new Error('The post never became ready.');
}

function post(content: string, media: PostContent['media'], options: PostOptions = {}): PostContent {
  return { content, media, options };
}
