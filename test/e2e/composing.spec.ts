import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface Post {
  id: string;
  connectionId: string;
  platform: string;
  status: string;
  content: string;
  options: Record<string, unknown>;
  rootPostId: string | null;
  part: number | null;
}

interface Problem {
  code: string;
  errors?: { field: string; code: string; connectionId?: string; limit?: unknown; actual?: unknown }[];
}

interface Check {
  platform: string;
  valid: boolean;
  problems: { field: string; code: string }[];
  preview: Record<string, unknown> | null;
}

describe('composing a post', () => {
  let app: TestApp;
  let facebook: GivenConnection;
  let instagram: GivenConnection;
  let twitter: GivenConnection;

  beforeAll(async () => {
    app = await TestApp.start();
    facebook = await app.given.connection('FACEBOOK');
    instagram = await app.given.connection('INSTAGRAM');
    twitter = await app.given.connection('TWITTER');
  });

  afterAll(async () => {
    await app.close();
  });

  async function create(body: object): Promise<{ status: number; posts: Post[]; problem: Problem }> {
    const { status, body: answer } = await app.api.post<Problem & { posts: Post[] }>('/posts', {
      content: 'Club evening',
      scheduledAt: app.clock.in(3_600_000).toISOString(),
      ...body,
    });
    return { status, posts: answer.posts, problem: answer };
  }

  it('GET /platforms tells a composer what each platform takes', async () => {
    const { status, body } = await app.api.get<{ data: Record<string, unknown>[] }>('/platforms');

    expect([status, body.data.map(({ platform }) => platform)]).toEqual([
      200,
      ['FACEBOOK', 'INSTAGRAM', 'TWITTER'],
    ]);
    expect(body.data[2]).toMatchObject({
      text: { maxLength: 280, counting: 'WEIGHTED', linkLength: 23 },
      kinds: [{ kind: 'POST', maxImages: 4, maxVideos: 1, animation: { maxFrames: 350 } }],
      poll: { maxOptions: 4 },
      thread: { maxParts: 24 },
    });
  });

  it('gives each connection the options of its own platform only', async () => {
    const { status, posts } = await create({
      connectionIds: [facebook.id, twitter.id],
      options: {
        facebook: { firstComment: 'See you there', link: 'https://club.example' },
        twitter: { thread: [{ content: 'And bring a friend' }], replySettings: 'FOLLOWING' },
      },
    });

    expect(status).toBe(201);
    expect(posts.map(({ options }) => options)).toEqual([
      { firstComment: 'See you there', link: 'https://club.example' },
      { thread: [{ content: 'And bring a friend' }], replySettings: 'FOLLOWING' },
    ]);
  });

  it('tells every problem of every connection at once, with limit and figure, and stores nothing', async () => {
    const before = await app.database.query('SELECT count(*) FROM "SocialPost"');

    const { status, problem } = await create({
      connectionIds: [facebook.id, instagram.id, twitter.id],
      content: 'a'.repeat(2_300),
      options: { thread: [{ content: 'b'.repeat(300) }], instagram: { kind: 'STORY' } },
    });

    expect([status, problem.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(problem.errors).toEqual([
      expect.objectContaining({
        field: 'options.thread',
        code: 'OPTION_NOT_SUPPORTED',
        connectionId: facebook.id,
      }),
      expect.objectContaining({
        field: 'content',
        code: 'TEXT_TOO_LONG',
        limit: 2200,
        actual: 2300,
        connectionId: instagram.id,
      }),
      expect.objectContaining({ field: 'media', code: 'MEDIA_REQUIRED', connectionId: instagram.id }),
      expect.objectContaining({
        field: 'options.thread',
        code: 'OPTION_NOT_SUPPORTED',
        connectionId: instagram.id,
      }),
      expect.objectContaining({ field: 'content', code: 'TEXT_NOT_SHOWN', connectionId: instagram.id }),
      expect.objectContaining({
        field: 'content',
        code: 'TEXT_TOO_LONG',
        limit: 280,
        actual: 2300,
        connectionId: twitter.id,
      }),
      expect.objectContaining({
        field: 'options.thread[0].content',
        code: 'TEXT_TOO_LONG',
        limit: 280,
        actual: 300,
      }),
    ]);
    expect(await app.database.query('SELECT count(*) FROM "SocialPost"')).toEqual(before);
  });

  it.each([
    ['neither address nor upload', { media: [{ type: 'IMAGE' }] }, 'media[0].url'],
    ['an upload id that is none', { media: [{ type: 'IMAGE', uploadId: 'x' }] }, 'media[0].uploadId'],
    ['an unknown platform', { options: { tiktok: {} } }, 'options.tiktok'],
    ['an answer of its own making', { options: { replyTo: '1' } }, 'options.replyTo'],
    ['an empty thread', { options: { thread: [] } }, 'options.thread'],
    ['a platform inside a platform', { options: { twitter: { twitter: {} } } }, 'options.twitter.twitter'],
    ['a poll without answers', { options: { poll: { durationMinutes: 5 } } }, 'options.poll.options'],
    ['an unknown kind', { options: { kind: 'BOOMERANG' } }, 'options.kind'],
  ])('refuses %s', async (_what, body, field) => {
    const { status, problem } = await create({ connectionIds: [twitter.id], ...body });

    expect([status, problem.errors?.map((error) => error.field)]).toEqual([
      400,
      expect.arrayContaining([field]),
    ]);
  });

  it('validate shows what each platform will make of it', async () => {
    const link = 'https://club.org/a-rather-long-address-of-an-evening';
    const { body } = await app.api.post<{ valid: boolean; results: Check[] }>('/posts/validate', {
      connectionIds: [facebook.id, instagram.id, twitter.id],
      content: `${'👨‍👩‍👧‍👦'.repeat(130)} ${link}`,
      media: [{ url: app.given.imageUrl('photo.jpg'), type: 'IMAGE' }],
    });

    expect(body.valid).toBe(false);
    expect(body.results.map(({ valid, preview }) => ({ valid, preview }))).toMatchObject([
      {
        valid: true,
        preview: {
          kind: 'POST',
          cutText: '',
          links: [{ url: link, counts: link.length, isClickable: true }],
        },
      },
      { valid: true, preview: { notices: [{ code: 'LINK_NOT_CLICKABLE', field: 'content' }] } },
      {
        valid: false,
        preview: {
          length: { counting: 'WEIGHTED', counted: 284, limit: 280, remaining: -4 },
          links: [{ url: link, counts: 23 }],
        },
      },
    ]);
  });

  it('validate shows each part of a thread as its platform will, also when one is too long', async () => {
    const { body } = await app.api.post<{ results: Check[] }>('/posts/validate', {
      connectionIds: [facebook.id, twitter.id],
      content: 'First',
      options: { twitter: { thread: [{ content: 'Second' }, { content: 'a'.repeat(300) }] } },
    });

    expect(body.results.map(({ valid, preview }) => ({ valid, preview }))).toMatchObject([
      { valid: true, preview: { text: 'First', thread: [] } },
      {
        valid: false,
        preview: {
          text: 'First',
          thread: [
            { text: 'Second', cutText: '' },
            { cutText: 'a'.repeat(20), length: { remaining: -20 } },
          ],
        },
      },
    ]);
  });

  it('validate stores no post', async () => {
    const before = await app.database.query('SELECT count(*) FROM "SocialPost"');

    await app.api.post('/posts/validate', { connectionIds: [twitter.id], content: 'Only looking' });

    expect(await app.database.query('SELECT count(*) FROM "SocialPost"')).toEqual(before);
  });

  it('an edit of the options is for the platform of the post, and is checked', async () => {
    const { posts } = await create({ connectionIds: [twitter.id], options: { replySettings: 'VERIFIED' } });
    const [post] = posts;

    const poll = { options: ['Yes', 'No'], durationMinutes: 60 };
    const edited = await app.api.patch<Post>(`/posts/${post!.id}`, { options: { twitter: { poll } } });
    const refused = await app.api.patch<Problem>(`/posts/${post!.id}`, { options: { firstComment: 'Hi' } });

    expect([edited.status, edited.body.options]).toEqual([200, { poll }]);
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([400, 'OPTION_NOT_SUPPORTED']);
  });

  describe('files', () => {
    const days = async (url: string) => {
      const [row] = await app.database.query<{ days: number }>(
        `SELECT round(extract(epoch FROM keep_until - social_now()) / 86400)::integer AS days FROM "SocialMedia"
         WHERE source_url = $1 ORDER BY created_at DESC LIMIT 1`,
        [url],
      );
      return row?.days;
    };
    const with2 = (name: string) => [{ url: `${app.given.imageUrl('photo.jpg')}?${name}`, type: 'IMAGE' }];

    it('of a carousel with a bad picture are told one by one before anything is sent, each once', async () => {
      const media = ['photo.jpg', 'broken.jpg', 'nothing.jpg', 'photo.png'].map((name) => ({
        url: app.given.imageUrl(name),
        type: 'IMAGE',
      }));

      const { status, problem } = await create({ connectionIds: [instagram.id, facebook.id], media });

      expect([status, problem.errors?.map(({ field, code }) => [field, code])]).toEqual([
        400,
        [
          ['media[1]', expect.stringMatching(/^MEDIA_/)],
          ['media[2]', 'MEDIA_NOT_FETCHED'],
        ],
      ]);
      expect(await app.sandbox.ledger({ accountId: instagram.accountId })).toEqual([]);
    });

    it('stay a month after the time of their post, and an hour where the post was refused or only looked at', async () => {
      const inTenDays = app.clock.in(10 * 86_400_000).toISOString();
      await create({ connectionIds: [facebook.id], media: with2('stored'), scheduledAt: inTenDays });
      await create({
        connectionIds: [facebook.id],
        media: with2('refused'),
        options: { poll: { options: ['a', 'b'], durationMinutes: 5 } },
      });
      await app.api.post('/posts/validate', {
        connectionIds: [facebook.id],
        content: 'a',
        media: with2('looked'),
      });

      const kept = await Promise.all(
        ['stored', 'refused', 'looked'].map((name) => days(with2(name)[0]!.url)),
      );

      expect(kept).toEqual([40, 0, 0]);
    });

    it('that were kept are not fetched again by an edit', async () => {
      const { posts } = await create({ connectionIds: [facebook.id], media: with2('edited') });
      const before = await app.database.query('SELECT id FROM "SocialMedia"');

      const { body } = await app.api.patch<Post & { media: object[] }>(`/posts/${posts[0]!.id}`, {
        content: 'Another word',
      });
      const again = await app.api.patch(`/posts/${posts[0]!.id}`, { media: body.media });

      expect(again.status).toBe(200);
      expect(await app.database.query('SELECT id FROM "SocialMedia"')).toEqual(before);
    });
  });

  describe('what follows a post', () => {
    it('comes into being when the post is published, one after the other, each answering the one before', async () => {
      const { posts } = await create({
        connectionIds: [twitter.id],
        scheduledAt: undefined,
        options: { thread: [{ content: 'Second' }, { content: 'Third' }] },
      });
      const root = posts[0]!;
      const before = await followUps(root.id);

      for (let round = 0; round < 3; round += 1) await app.publishDue();

      const parts = await followUps(root.id);
      expect(before).toEqual([]);
      expect(parts.map(({ part, content, status }) => ({ part, content, status }))).toEqual([
        { part: 1, content: 'Second', status: 'PUBLISHED' },
        { part: 2, content: 'Third', status: 'PUBLISHED' },
      ]);
      const ids = await platformIds([root.id, ...parts.map(({ id }) => id)]);
      expect(parts.map(({ options }) => options['replyTo'])).toEqual(ids.slice(0, 2));
    });

    it('does not keep the spacing of the connection', async () => {
      const spaced = await app.given.connection('TWITTER', { minSpacingSeconds: 3_600 });
      const { posts } = await create({
        connectionIds: [spaced.id],
        scheduledAt: undefined,
        options: { thread: [{ content: 'At once' }] },
      });

      await app.publishDue();
      await app.publishDue();

      expect((await followUps(posts[0]!.id)).map(({ status }) => status)).toEqual(['PUBLISHED']);
    });

    it('is made once, however often the post is recorded as published', async () => {
      const { posts } = await create({
        connectionIds: [facebook.id],
        scheduledAt: undefined,
        options: { firstComment: 'First!' },
      });
      const root = posts[0]!;
      await app.publishDue();

      await app.database.query(`UPDATE "SocialPost" SET status = 'SCHEDULED' WHERE id = $1`, [root.id]);
      // Post and comment are due at the same moment; either may go first.
      for (let round = 0; round < 2; round += 1) await app.publishDue();

      const [row] = await app.database.query<{ status: string }>(
        `SELECT status FROM "SocialPost" WHERE id = $1`,
        [root.id],
      );
      expect(row?.status).toBe('PUBLISHED');
      expect(await followUps(root.id)).toHaveLength(1);
    });

    it('never comes for a post that was refused', async () => {
      const { accountId, id } = twitter;
      await app.sandbox.control('faults', {
        accountId,
        operation: 'publish',
        fault: 'custom',
        status: 400,
        body: {},
      });
      const { posts } = await create({
        connectionIds: [id],
        content: 'To be refused',
        scheduledAt: undefined,
        options: { thread: [{ content: 'Orphan' }] },
      });

      await app.publishDue();

      const { body } = await app.api.get<Post>(`/posts/${posts[0]!.id}`);
      expect([body.status, await followUps(posts[0]!.id)]).toEqual(['FAILED', []]);
    });

    it('keeps what it follows when it is edited', async () => {
      const { posts } = await create({
        connectionIds: [facebook.id],
        scheduledAt: undefined,
        content: 'With a comment to come',
        options: { firstComment: 'To be edited' },
      });
      await app.publishDue();
      const [comment] = await followUps(posts[0]!.id);

      const { status, body } = await app.api.patch<Post>(`/posts/${comment!.id}`, {
        content: 'Edited',
        options: {},
      });

      expect([status, body.options['replyTo']]).toEqual([200, comment!.options['replyTo']]);
    });

    async function followUps(rootPostId: string): Promise<Post[]> {
      const { body } = await app.api.get<{ data: Post[] }>(`/posts?rootPostId=${rootPostId}`);
      return body.data.toSorted((a, b) => a.part! - b.part!);
    }

    async function platformIds(ids: string[]): Promise<string[]> {
      const rows = await app.database.query<{ id: string; platform_post_id: string }>(
        `SELECT id, platform_post_id FROM "SocialPost" WHERE id = ANY($1::uuid[])`,
        [ids],
      );
      return ids.map((id) => rows.find((row) => row.id === id)!.platform_post_id);
    }
  });
});
