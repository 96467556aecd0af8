import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GivenConnection } from '../support/given.ts';
import { freePort } from '../support/settings.ts';
import { TestApp } from '../support/test-app.ts';

interface Answer {
  code: string;
  posts: { id: string; media: Record<string, unknown>[]; options: Record<string, unknown> }[];
  errors?: { field: string; code: string }[];
}

/** Bodies that nobody should send, and that somebody will. */
describe('what callers put into a post', () => {
  let app: TestApp;
  let twitter: GivenConnection;
  let facebook: GivenConnection;

  beforeAll(async () => {
    app = await TestApp.start();
    twitter = await app.given.connection('TWITTER');
    facebook = await app.given.connection('FACEBOOK');
  });

  afterAll(async () => {
    await app.close();
  });

  const body = (more: object) => ({
    connectionIds: [twitter.id],
    content: 'Club evening',
    scheduledAt: app.clock.in(3_600_000).toISOString(),
    ...more,
  });
  const picture = () => ({ url: app.given.imageUrl('photo.jpg'), type: 'IMAGE' });

  it.each([
    ['no file', { media: [null] }],
    ['a file that is a list', { media: [[]] }],
    ['a file that is a number', { media: [7] }],
    ['no part of a thread', { options: { thread: [null] } }],
    ['a part that is a list', { options: { thread: [[]] } }],
    ['a list of options', { options: [] }],
    ['a list of options for one platform', { options: { twitter: [] } }],
    ['a list for a poll', { options: { poll: [] } }],
    ['a poll whose answers are null', { options: { poll: { options: [null, null], durationMinutes: 5 } } }],
    ['a zero character in a poll', { options: { poll: { options: ['a\0', 'b'], durationMinutes: 5 } } }],
    ['half a character in a poll', { options: { poll: { options: ['a\ud800', 'b'], durationMinutes: 5 } } }],
    ['a poll of half a minute', { options: { poll: { options: ['a', 'b'], durationMinutes: 5.5 } } }],
    ['an upload that is null', { media: [{ type: 'IMAGE', uploadId: null }] }],
    ['a cover at 1e300', { options: { thumbnailOffsetMs: 1e300 } }],
    ['a prototype', '{"content":"a","__proto__":{"a":1}}'],
    ['the prototype of a constructor', '{"content":"a","constructor":{"prototype":{"a":1}}}'],
  ])('is refused and no mistake of ours: %s', async (_what, more) => {
    const text = typeof more === 'string' ? more : JSON.stringify(body(more));
    for (const [path, status] of [
      ['/posts', 'SCHEDULED'],
      ['/posts', 'DRAFT'],
      ['/posts/validate', 'SCHEDULED'],
    ] as const) {
      const answer = await app.api.send<Answer>('POST', path, {
        text: text.replace('"content"', `"status":"${status}","content"`),
        headers: { 'content-type': 'application/json' },
      });

      expect([path, status, answer.status, answer.body.code]).toEqual([
        path,
        status,
        400,
        expect.stringMatching(/^(VALIDATION_FAILED|BODY_UNREADABLE)$/),
      ]);
    }
  });

  it.each([
    ['nothing for a platform', { options: { twitter: null, facebook: null } }],
    ['nothing for options', { options: null }],
    ['nothing for media', { media: null }],
    ['nothing for a link', { options: { link: null, poll: null, title: null, quotePostId: null } }],
    ['no files of a part', { options: { thread: [{ content: 'Second', media: null }] } }],
  ])('is taken: %s', async (_what, more) => {
    const { status } = await app.api.post<Answer>('/posts', body(more));

    expect(status).toBe(201);
  });

  it('an address is what its author takes it for at each place, and nothing of the other place', async () => {
    const { status, body: answer } = await app.api.post<Answer>(
      '/posts',
      body({ media: [{ ...picture(), altText: 'A boat' }, picture()] }),
    );

    expect([status, answer.posts[0]?.media.map(({ altText }) => altText)]).toEqual([
      201,
      ['A boat', undefined],
    ]);
  });

  it.each([
    ['first', 0, [{ type: 'VIDEO' }, { type: 'IMAGE' }]],
    ['last', 1, [{ type: 'IMAGE' }, { type: 'VIDEO' }]],
  ])('a picture that is called a video is told where it is, %s', async (_where, place, types) => {
    const { status, body: answer } = await app.api.post<Answer>(
      '/posts',
      body({ connectionIds: [facebook.id], media: types.map((type) => ({ ...picture(), ...type })) }),
    );

    const wrong = answer.errors?.filter(({ code }) => code === 'MEDIA_TYPE_WRONG');
    expect([status, wrong?.map(({ field }) => field)]).toEqual([400, [`media[${place}]`]]);
  });

  it('a post can be edited with its media as they were read, and nothing is fetched again', async () => {
    const { body: created } = await app.api.post<Answer>('/posts', body({ media: [picture()] }));
    const [post] = created.posts;
    const before = await kept();

    const whole = await app.api.patch<Answer['posts'][0]>(`/posts/${post!.id}`, { media: post!.media });
    const text = await app.api.patch(`/posts/${post!.id}`, { content: 'Edited' });
    const lied = await app.api.patch<Answer['posts'][0]>(`/posts/${post!.id}`, {
      media: [{ ...post!.media[0], file: { mimeType: 'image/png', bytes: 1 } }],
    });

    expect([whole.status, text.status, lied.status]).toEqual([200, 200, 200]);
    expect([whole.body.media, lied.body.media]).toEqual([post!.media, post!.media]);
    expect(await kept()).toEqual(before);
  });

  it('a file that was deleted is fetched again where its address is known, and asked for where it is not', async () => {
    const { body: created } = await app.api.post<Answer>('/posts', body({ media: [picture()] }));
    const [post] = created.posts;
    const uploadId = String(post!.media[0]?.['uploadId']);
    await app.database.query(`UPDATE "SocialMedia" SET state = 'REMOVING' WHERE id = $1`, [uploadId]);

    const again = await app.api.patch<Answer['posts'][0]>(`/posts/${post!.id}`, { content: 'Edited' });
    const gone = await app.api.patch<Answer>(`/posts/${post!.id}`, { media: [{ uploadId, type: 'IMAGE' }] });

    expect([again.status, gone.status]).toEqual([200, 400]);
    expect(again.body.media[0]?.['uploadId']).not.toBe(uploadId);
    expect(gone.body.errors).toMatchObject([{ field: 'media[0]', code: 'MEDIA_NOT_FOUND' }]);
  });

  it('what was only looked at is not kept for a month', async () => {
    await app.database.query('DELETE FROM "SocialMedia"');

    await app.api.post('/posts/validate', body({ media: [picture()] }));

    expect(
      await app.database.query(
        `SELECT FROM "SocialMedia" WHERE keep_until > social_now() + interval '1 hour'`,
      ),
    ).toEqual([]);
  });

  async function kept(): Promise<unknown[]> {
    return await app.database.query('SELECT id FROM "SocialMedia" ORDER BY id');
  }
});

describe('a store of files that does not answer', () => {
  it('is told as that, and nothing is stored', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const app = await TestApp.start({
      MEDIA_STORE: `s3://files/social?endpoint=${encodeURIComponent(nobody)}&forcePathStyle=true`,
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    });
    try {
      const connection = await app.given.connection('TWITTER');

      const { status, body } = await app.api.post<Answer>('/posts', {
        connectionIds: [connection.id],
        content: 'With a picture',
        media: [{ url: app.given.imageUrl('photo.jpg'), type: 'IMAGE' }],
      });

      expect([status, body.code]).toEqual([503, 'MEDIA_STORE_UNAVAILABLE']);
      expect(await app.database.query('SELECT id FROM "SocialPost"')).toEqual([]);
    } finally {
      await app.close();
    }
  });
});
