import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MediaItem, PostContent, PostOptions } from '../../src/kernel/post-content.ts';
import type {
  AccountAccess,
  PrepareResult,
  PublishingPort,
  ResumeState,
} from '../../src/modules/providers/provider.port.ts';
import { uploadsIn } from '../../src/modules/providers/twitter/twitter-upload-state.ts';
import { blocksOf, FileServer } from '../support/file-server.ts';
import { ProviderFixture, seeded, textPost } from '../support/provider-fixture.ts';

const mebibyte = 1_048_576;

let fixture: ProviderFixture;
let files: FileServer;
let access: AccountAccess;
let publishing: PublishingPort;

beforeAll(async () => {
  [fixture, files] = await Promise.all([ProviderFixture.open(), FileServer.start()]);
});

beforeEach(async () => {
  await fixture.reset();
  access = await fixture.accessTo('TWITTER', seeded.twitter);
  ({ publishing } = fixture.provider('TWITTER'));
});

afterAll(async () => {
  await Promise.all([fixture.close(), files.close()]);
});

interface Kind {
  title: string;
  content: () => PostContent | Promise<PostContent>;
  /** What the ledger of the platform must say. */
  live: Record<string, unknown>;
}

const kinds: Kind[] = [
  { title: 'a text', content: () => textPost('News of the club'), live: { mediaCount: 0, replyTo: null } },
  ...[1, 2, 3, 4].map((count): Kind => ({
    title: `${count} pictures with descriptions`,
    content: () => post('Regatta', { media: pictures(count) }),
    live: { mediaCount: count, altTexts: Array.from({ length: count }, (_, index) => `Boat ${index + 1}`) },
  })),
  {
    title: 'a picture that is too large for one piece',
    content: () => post('Large', { media: [{ url: files.address('jpg', 3 * mebibyte), type: 'IMAGE' }] }),
    live: { mediaCount: 1, mediaKeys: [expect.stringMatching(/^3_/)] },
  },
  {
    title: 'a picture without a text',
    content: () => post('', { media: pictures(1) }),
    live: { mediaCount: 1 },
  },
  {
    title: 'a GIF with a description',
    content: () =>
      post('Moves', {
        media: [{ url: files.address('gif', 2 * mebibyte), type: 'IMAGE', altText: 'A wave' }],
      }),
    live: { mediaKeys: [expect.stringMatching(/^16_/)], altTexts: ['A wave'] },
  },
  {
    title: 'a video with a description',
    content: () => post('Film', { media: [{ ...video(5 * mebibyte + 17), altText: 'The race' }] }),
    live: { mediaKeys: [expect.stringMatching(/^7_/)], altTexts: ['The race'] },
  },
  {
    title: 'a poll',
    content: () =>
      post('Away game?', { options: { poll: { options: ['Yes', 'No'], durationMinutes: 1440 } } }),
    live: { poll: { options: ['Yes', 'No'], durationMinutes: 1440 } },
  },
  {
    title: 'a quote',
    content: async () => post('As we said', { options: { quotePostId: await live('Said') } }),
    live: { quotes: expect.stringMatching(/^\d+$/) },
  },
  {
    title: 'a text with the address of a post, of which X makes a quote',
    content: async () => post(`As we said: https://x.com/club/status/${await live('Said before')}`, {}),
    live: { quotes: expect.stringMatching(/^\d+$/) },
  },
  {
    title: 'a text with the address of a post as this service tells it',
    content: async () => post(`As we said: https://x.com/i/web/status/${await live('Said before')}`, {}),
    live: { quotes: expect.stringMatching(/^\d+$/) },
  },
  {
    title: 'an answer',
    content: async () => post('And more', { options: { replyTo: await live('First') } }),
    live: { replyTo: expect.stringMatching(/^\d+$/) },
  },
  {
    title: 'an answer with a picture',
    content: async () => post('See', { media: pictures(1), options: { replyTo: await live('First') } }),
    live: { replyTo: expect.stringMatching(/^\d+$/), mediaCount: 1 },
  },
  ...(
    [
      ['EVERYONE', 'everyone'],
      ['FOLLOWING', 'following'],
      ['MENTIONED', 'mentionedUsers'],
      ['SUBSCRIBERS', 'subscribers'],
      ['VERIFIED', 'verified'],
    ] as const
  ).map(([replySettings, word]): Kind => ({
    title: `a post that ${replySettings} may answer`,
    content: () => post('Who answers?', { options: { replySettings } }),
    live: { replySettings: word },
  })),
];

describe.each(kinds)('$title on X', ({ content: make, live: expected }) => {
  it('goes out once, is read back and nothing else is, and can be taken off', async () => {
    const content = await make();
    const since = new Date(Date.now() - 1000);
    await live('Another post');

    const resume = await fixture.prepare(access, content);
    const result = await publishing.publish(access, content, resume);

    const id = result.status === 'published' ? result.platformPostId : 'none';
    const entries = await fixture.sandbox.ledger({ accountId: seeded.twitter, text: content.content });
    expect(entries).toMatchObject([{ id, ...expected }]);
    const found = await publishing.readBack(access, { content, resume, since });
    const matching =
      found.status === 'read' ? found.posts.filter(({ text }) => text === content.content) : [];
    expect(matching).toMatchObject([{ platformPostId: id, mediaCount: content.media.length }]);

    const post = { platformPostId: id, options: content.options };
    expect(await publishing.remove(access, post)).toEqual({ status: 'removed' });
    expect(await publishing.remove(access, post)).toEqual({ status: 'gone' });
    expect(await publishing.readBack(access, { content, resume, since })).not.toMatchObject({
      posts: [{ platformPostId: id }],
    });
  });
});

describe('reading back on X', () => {
  it('does not take the same words below another post for the answer', async () => {
    const [first, second] = [await live('First'), await live('Second')];
    await fixture.publish(access, post('Thank you', { options: { replyTo: first } }));
    const answer = post('Thank you', { options: { replyTo: second } });

    const found = await publishing.readBack(access, { content: answer, resume: {}, since: new Date(0) });

    expect(found).toEqual({ status: 'read', posts: [], draft: 'none' });
  });

  it('does not take an answer for the same words on their own', async () => {
    await fixture.publish(access, post('Thank you', { options: { replyTo: await live('First') } }));

    const found = await publishing.readBack(access, {
      content: textPost('Thank you'),
      resume: {},
      since: new Date(0),
    });

    expect(found).toMatchObject({ status: 'read', posts: [{ text: 'First' }] });
    expect(found.status === 'read' && found.posts).toHaveLength(1);
  });

  it('counts on X to refuse a repetition of plain posts only', () => {
    const options: PostOptions[] = [
      { replyTo: '1' },
      { quotePostId: '1' },
      { poll: { options: ['Yes', 'No'], durationMinutes: 5 } },
    ];

    expect(options.map((each) => publishing.publishClass(post('Twice', { options: each })))).toEqual([
      'plain',
      'plain',
      'plain',
    ]);
    expect(publishing.publishClass(textPost('Twice'))).toBe('duplicate-rejecting');
  });
});

describe('a large file on its way to X', () => {
  it('arrives as it is, piece by piece', async () => {
    const bytes = 3 * mebibyte + 5;

    const resume = await fixture.prepare(access, post('Film', { media: [video(bytes)] }));

    const [upload] = uploadsIn(resume);
    const shelved = fixture.platforms.mediaShelf.find(upload?.mediaId ?? '', seeded.twitter);
    expect([...(shelved?.segments ?? [])]).toEqual([...piecesOf(bytes).entries()]);
  });

  it('waits for X outside the hands of a worker', async () => {
    const prepared = await prepare({ media: [video(mebibyte)] }, {});

    expect(prepared).toMatchObject({
      status: 'waiting',
      seconds: 1,
      resume: { uploads: [{ stage: 'processing', segments: 1 }] },
    });
  });

  it('goes on with the piece where a crash left it', async () => {
    const content = { media: [video(20 * mebibyte)] };
    const saved = await crashAfter(content, 11);
    await fixture.sandbox.send('DELETE', '/_sandbox/calls');

    const resume = await fixture.prepare(access, post('Film', content), saved);

    expect(uploadsIn(saved)).toMatchObject([{ stage: 'appending', segments: 8 }]);
    expect(uploadsIn(resume)).toMatchObject([{ mediaId: uploadsIn(saved)[0]?.mediaId, segments: 20 }]);
    expect(await calls(/append$/)).toHaveLength(12);
    expect(await calls(/initialize$/)).toHaveLength(0);
  });

  it('is begun anew when X is about to forget it', async () => {
    const content = { media: [video(3 * mebibyte)] };
    const saved = await crashAfter(content, 2);
    const ending = { uploads: [{ ...uploadsIn(saved)[0], expiresAt: Date.now() + 60_000 }] };

    const resume = await fixture.prepare(access, post('Film', content), ending);

    expect(uploadsIn(resume)[0]?.mediaId).not.toBe(uploadsIn(saved)[0]?.mediaId);
  });

  it('is begun anew when there is another file behind its address', async () => {
    const saved = await crashAfter({ media: [video(3 * mebibyte)] }, 2);
    const other = { uploads: [{ ...uploadsIn(saved)[0], bytes: 2 * mebibyte }] };

    const resume = await fixture.prepare(access, post('Film', { media: [video(3 * mebibyte)] }), other);

    expect(uploadsIn(resume)).toMatchObject([{ bytes: 3 * mebibyte, segments: 3 }]);
    expect(uploadsIn(resume)[0]?.mediaId).not.toBe(uploadsIn(saved)[0]?.mediaId);
  });

  it.each(['appending', 'processing'] as const)(
    'is begun anew once when X lost it while %s',
    async (stage) => {
      const content = { media: [video(3 * mebibyte)] };
      const saved =
        stage === 'appending' ? await crashAfter(content, 2) : resumeOf(await prepare(content, {}));
      fixture.platforms.mediaShelf.forget(uploadsIn(saved)[0]?.mediaId ?? '');

      const resume = await fixture.prepare(access, post('Film', content), saved);

      expect(uploadsIn(resume)).toMatchObject([{ stage: 'done', renewals: 1 }]);
    },
  );

  it('is tried again later, from the start, when X lost it twice', async () => {
    const content = { media: [video(3 * mebibyte)] };
    const first = resumeOf(await prepare(content, {}));
    fixture.platforms.mediaShelf.forget(uploadsIn(first)[0]?.mediaId ?? '');
    const second = resumeOf(await prepare(content, first));
    fixture.platforms.mediaShelf.forget(uploadsIn(second)[0]?.mediaId ?? '');
    const saved: ResumeState[] = [];

    const failed = await publishing.prepare(access, post('Film', content), {
      resume: second,
      save: async (resume) => void saved.push(resume),
    });

    expect(failed).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unavailable', code: 'X_MEDIA_LOST', who: 'wait' },
    });
    const resume = await fixture.prepare(access, post('Film', content), saved.at(-1));
    expect(uploadsIn(resume)).toMatchObject([{ stage: 'done', renewals: 0 }]);
  });

  it('is tried again later when X knows no upload at all any more', async () => {
    const content = { media: [video(3 * mebibyte)] };
    const waiting = resumeOf(await prepare(content, {}));
    const notFound = { title: 'Not Found', detail: 'Not Found', type: 'about:blank', status: 404 };
    await fixture.sandbox.control('faults', {
      operation: 'prepare',
      fault: 'custom',
      status: 404,
      body: notFound,
      times: null,
    });

    expect(await prepare(content, waiting)).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unavailable', code: 'X_MEDIA_LOST' },
    });
  });

  it('is begun anew once when X broke while processing it', async () => {
    const content = { media: [video(mebibyte)] };
    const waiting = resumeOf(await prepare(content, {}));
    const { mediaId } = uploadsIn(waiting)[0] ?? {};
    const error = { code: 2, name: 'InternalError', message: 'Something broke' };
    await fixture.sandbox.control('faults', {
      platform: 'TWITTER',
      operation: 'prepare',
      fault: 'custom',
      status: 200,
      body: { data: { id: mediaId, processing_info: { state: 'failed', error } } },
    });

    const resume = await fixture.prepare(access, post('Film', content), waiting);

    expect(uploadsIn(resume)).toMatchObject([{ stage: 'done', renewals: 1 }]);
    expect(uploadsIn(resume)[0]?.mediaId).not.toBe(mediaId);
  });

  it('survives one lost answer for a piece', async () => {
    const content = { media: [video(3 * mebibyte)] };
    const saved = await crashAfter(content, 1);
    await fixture.sandbox.control('faults', { operation: 'prepare', fault: 'drop-answer' });

    const resume = await fixture.prepare(access, post('Film', content), saved);

    const shelved = fixture.platforms.mediaShelf.find(uploadsIn(resume)[0]?.mediaId ?? '', seeded.twitter);
    expect([...(shelved?.segments ?? [])]).toEqual([...piecesOf(3 * mebibyte).entries()]);
  });

  it('is looked at again later when X is not through with it after an hour', async () => {
    const waiting = resumeOf(await prepare({ media: [video(mebibyte)] }, {}));
    const begun = Date.now() - 3_700_000;
    const old = { uploads: [{ ...uploadsIn(waiting)[0], processingSince: begun }] };

    expect(await prepare({ media: [video(mebibyte)] }, old)).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unavailable', code: 'X_MEDIA_NOT_PROCESSED', who: 'wait' },
    });
  });

  it('fails with the words of X when X cannot process it', async () => {
    const waiting = resumeOf(await prepare({ media: [video(mebibyte)] }, {}));
    const error = { code: 3, name: 'UnsupportedMedia', message: 'Duration exceeds 2 minutes and 20 seconds' };
    await fixture.sandbox.control('faults', {
      operation: 'prepare',
      fault: 'custom',
      status: 200,
      body: { data: { id: uploadsIn(waiting)[0]?.mediaId, processing_info: { state: 'failed', error } } },
    });

    const failed = await prepare({ media: [video(mebibyte)] }, waiting);

    expect(failed).toMatchObject({
      status: 'failed',
      failure: {
        meaning: 'content',
        who: 'author',
        code: 'X_MEDIA_FAILED',
        platformCode: 'UnsupportedMedia',
      },
    });
    expect(failed.status === 'failed' && failed.failure.message).toContain(error.message);
  });

  it('is its author’s matter when it is no video', async () => {
    const media: MediaItem[] = [{ url: files.address('fake', mebibyte), type: 'VIDEO' }];

    expect(await prepare({ media }, {})).toMatchObject({
      status: 'failed',
      failure: { meaning: 'content', who: 'author' },
    });
    expect(await calls(/media\/upload/)).toEqual([]);
  });

  it('is an administrator’s matter when X takes no pieces of this size', async () => {
    await fixture.sandbox.control('faults', {
      operation: 'prepare',
      fault: 'custom',
      status: 413,
      body: '',
      times: null,
    });

    expect(await prepare({ media: [video(2 * mebibyte)] }, {})).toMatchObject({
      status: 'failed',
      failure: { meaning: 'configuration', who: 'administrator', code: 'X_UPLOAD_TOO_LARGE' },
    });
  });

  it('is refused before a byte goes to X when X would not take its size', async () => {
    const media: MediaItem[] = [{ url: files.address('jpg', 5 * mebibyte + 1), type: 'IMAGE' }];

    expect(await prepare({ media }, {})).toMatchObject({
      status: 'failed',
      failure: { meaning: 'content', code: 'X_MEDIA_SIZE', message: expect.stringContaining('5 MB') },
    });
    expect(await calls(/media\/upload/)).toEqual([]);
  });
});

function post(content: string, rest: Partial<PostContent>): PostContent {
  return { content, media: [], options: {}, ...rest };
}

function pictures(count: number): MediaItem[] {
  return Array.from({ length: count }, (_, index) => ({
    ...fixture.picture('photo.jpg'),
    altText: `Boat ${index + 1}`,
  }));
}

function video(bytes: number): MediaItem {
  return { url: files.address('mp4', bytes), type: 'VIDEO' };
}

/** A post that is live already, by its id. */
async function live(content: string): Promise<string> {
  const result = await fixture.publish(access, textPost(content));
  if (result.status !== 'published') throw new Error(`"${content}" was not published.`);
  return result.platformPostId;
}

async function prepare(content: Partial<PostContent>, resume: ResumeState): Promise<PrepareResult> {
  return await publishing.prepare(access, post('Film', content), { resume, save: async () => undefined });
}

function resumeOf(prepared: PrepareResult): ResumeState {
  if (prepared.status === 'failed') throw new Error(prepared.failure.message);
  return prepared.resume;
}

/** What was stored when the process died after so many pieces. */
async function crashAfter(content: Partial<PostContent>, pieces: number): Promise<ResumeState> {
  let saved: ResumeState = {};
  const before = (await calls(/append$/)).length;
  await publishing
    .prepare(access, post('Film', content), {
      resume: {},
      save: async (resume) => {
        if ((await calls(/append$/)).length - before > pieces) throw new Error('The process is dead.');
        saved = resume;
      },
    })
    .catch(() => undefined);
  return saved;
}

async function calls(path: RegExp): Promise<string[]> {
  const { body } = await fixture.sandbox.send('GET', '/_sandbox/calls?since=0');
  return (body as { calls: { path: string }[] }).calls
    .map((call) => call.path)
    .filter((each) => path.test(each));
}

function piecesOf(bytes: number): string[] {
  const whole = Buffer.concat([...blocksOf('mp4', bytes)]);
  return Array.from({ length: Math.ceil(bytes / mebibyte) }, (_, index) =>
    createHash('sha1')
      .update(whole.subarray(index * mebibyte, (index + 1) * mebibyte))
      .digest('hex'),
  );
}
