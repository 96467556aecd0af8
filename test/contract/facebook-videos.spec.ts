import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sampleMedia } from '../../sandbox/sample-media.ts';
import type { PostContent, PostOptions } from '../../src/kernel/post-content.ts';
import type {
  AccountAccess,
  PrepareResult,
  Provider,
  ResumeState,
} from '../../src/modules/providers/provider.port.ts';
import { ProviderFixture, seeded } from '../support/provider-fixture.ts';

let fixture: ProviderFixture;
let access: AccountAccess;
let publishing: Provider['publishing'];

beforeAll(async () => {
  fixture = await ProviderFixture.open();
});

beforeEach(async () => {
  await fixture.reset();
  access = await fixture.accessTo('FACEBOOK', seeded.page);
  ({ publishing } = fixture.provider('FACEBOOK'));
});

afterAll(() => fixture.close());

/** Six parts of 4 MiB and a rest. */
const big = (): PostContent => post('The whole race', 'big.mp4');
const bigBytes = sampleMedia('big.mp4')!.bytes;

describe('a large video on its way to Facebook', () => {
  it('arrives in parts, byte for byte, and its progress is stored while it does', async () => {
    const saved: ResumeState[] = [];

    const prepared = await prepare(big(), {}, saved);

    const upload = uploadOf(videoId(prepared.status === 'ready' ? prepared.resume : {}));
    expect(prepared.status).toBe('ready');
    expect(upload?.receivedBytes).toBe(bigBytes.length);
    expect(upload?.digest.copy().digest('hex')).toBe(createHash('sha256').update(bigBytes).digest('hex'));
    expect(saved.map((state) => (state['video'] as { start: number }).start)).toEqual([
      0,
      16 * mib,
      bigBytes.length,
    ]);
  });

  it('goes on where Facebook has it after a crash, though less had been stored', async () => {
    const saved: ResumeState[] = [];
    await prepare(big(), {}, saved);
    const stored = saved[1]!;
    const upload = uploadOf(videoId(stored))!;
    upload.receivedBytes = 20 * mib;
    upload.state = 'uploading';
    await fixture.sandbox.send('DELETE', '/_sandbox/calls');

    const prepared = await prepare(big(), stored);

    expect(prepared.status).toBe('ready');
    expect(upload.receivedBytes).toBe(bigBytes.length);
    // One that is refused with the right place, and the last two parts.
    expect(await calls('/videos')).toEqual([400, 200, 200]);
  });

  it.each([1363030, 1363019, 1363033])('is sent on after trouble %d with one part', async (subcode) => {
    const afterStart = await startedVideo();
    await refuse({ code: 390, error_subcode: subcode, message: 'Trouble' }, 2);

    const prepared = await prepare(big(), afterStart);

    expect(prepared.status).toBe('ready');
    expect(uploadOf(videoId(afterStart))?.receivedBytes).toBe(bigBytes.length);
  });

  it('is left to a later try after three troubles in a row, which goes on with the same video', async () => {
    const afterStart = await startedVideo();
    await refuse({ code: 390, error_subcode: 1363030, message: 'Timed out' }, 3);
    const saved: ResumeState[] = [];

    const failed = await prepare(big(), afterStart, saved);
    const prepared = await prepare(big(), saved.at(-1)!);

    expect(failed).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unavailable', code: 'FACEBOOK_UPLOAD_INTERRUPTED', who: 'wait' },
    });
    expect(videoId(prepared.status === 'ready' ? prepared.resume : {})).toBe(videoId(afterStart));
  });

  it('starts over when Facebook has dropped the upload', async () => {
    const afterStart = await startedVideo();
    fixture.platforms.graphMedia.uploadSessions.clear();
    const saved: ResumeState[] = [];

    const failed = await prepare(big(), afterStart, saved);
    const prepared = await prepare(big(), saved.at(-1)!);

    expect(failed).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unavailable', code: 'FACEBOOK_UPLOAD_LOST' },
    });
    expect(prepared.status).toBe('ready');
    expect(videoId(prepared.status === 'ready' ? prepared.resume : {})).not.toBe(videoId(afterStart));
  });

  it('is not sent again once it is there', async () => {
    const resume = await fixture.prepare(access, big());
    await fixture.sandbox.send('DELETE', '/_sandbox/calls');

    const again = await prepare(big(), resume);

    expect(again).toEqual({ status: 'ready', resume });
    expect(await calls('/videos')).toEqual([]);
  });

  it('is another video when the file is another one', async () => {
    const resume = await fixture.prepare(access, big());

    const other = await prepare(post('The whole race', 'video.mp4'), resume);

    expect(videoId(other.status === 'ready' ? other.resume : {})).not.toBe(videoId(resume));
  });
});

describe.each([
  ['video', 'video.mp4', {}],
  ['reel', 'reel.mp4', { kind: 'REEL' }],
] as const)('a %s that Facebook works on', (_name, file, options) => {
  const content = () => post('Being worked on', file, options);

  it('is not called published before it is live', async () => {
    await settings({ videoSeconds: 60 });
    const resume = await fixture.prepare(access, content());
    const sent = { content: content(), resume, since: new Date(Date.now() - 1000) };

    const result = await publishing.publish(access, content(), resume);
    const meanwhile = await publishing.readBack(access, sent);
    const again = await prepare(content(), resume);
    await fixture.sandbox.control('clock', { advanceSeconds: 61 });
    const after = await publishing.readBack(access, sent);

    expect(result).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unknown', code: 'FACEBOOK_VIDEO_PROCESSING', who: 'wait' },
    });
    expect(meanwhile).toEqual({ status: 'read', posts: [], draft: 'live' });
    expect(again).toMatchObject({ status: 'waiting', seconds: 15 });
    expect(after).toMatchObject({ status: 'read', posts: [{ platformPostId: id(resume) }], draft: 'live' });
    expect(await fixture.sandbox.ledger({ accountId: seeded.page })).toHaveLength(1);
  });

  it('goes by its id when the work takes longer than anybody waits', async () => {
    await settings({ videoSeconds: 7_200 });
    const resume = await fixture.prepare(access, content());
    await publishing.publish(access, content(), resume);
    const since = new Date(Date.now() - 26 * 60_000);

    const read = await publishing.readBack(access, { content: content(), resume, since });

    expect(read).toMatchObject({ status: 'read', posts: [{ platformPostId: id(resume) }], draft: 'live' });
  });

  it('is no use when the work fails, and the author is told', async () => {
    await settings({ videoFails: true });
    const resume = await fixture.prepare(access, content());
    const sent = { content: content(), resume, since: new Date(Date.now() - 1000) };
    await publishing.publish(access, content(), resume);

    const read = await publishing.readBack(access, sent);
    const again = await prepare(content(), resume);

    expect(read).toEqual({ status: 'read', posts: [], draft: 'gone' });
    expect(again).toMatchObject({
      status: 'failed',
      failure: {
        meaning: 'content',
        code: 'FACEBOOK_MEDIA_REFUSED',
        who: 'author',
        message: expect.stringContaining('video'),
      },
    });
  });

  it('can be finished twice and is one post', async () => {
    const resume = await fixture.prepare(access, content());

    await publishing.publish(access, content(), resume);
    const again = await publishing.publish(access, content(), resume);

    expect(again).toMatchObject({ status: 'published', platformPostId: id(resume) });
    expect(await fixture.sandbox.ledger({ accountId: seeded.page })).toHaveLength(1);
  });

  it('that a lost state had is found in the list by its words', async () => {
    const resume = await fixture.prepare(access, content());
    const since = new Date(Date.now() - 1000);
    await publishing.publish(access, content(), resume);

    const read = await publishing.readBack(access, { content: content(), resume: {}, since });

    expect(read).toMatchObject({
      status: 'read',
      draft: 'none',
      posts: [{ platformPostId: id(resume), text: content().content, mediaCount: 1 }],
    });
  });
});

it.each([
  ['a picture', 'a video', 'video.mp4'],
  ['a video', 'a picture', 'photo.jpg'],
])('%s is not found in %s with the same words', async (_what, _other, file) => {
  const picture: PostContent = { content: 'Match day!', media: [fixture.picture('photo.jpg')], options: {} };
  const video = post('Match day!', 'video.mp4');
  const [live, absent] = file === 'video.mp4' ? [video, picture] : [picture, video];
  const since = new Date(Date.now() - 1000);
  await fixture.publish(access, live);

  const read = (content: PostContent) => publishing.readBack(access, { content, resume: {}, since });

  expect(await read(absent)).toMatchObject({ status: 'read', posts: [] });
  expect(await read(live)).toMatchObject({ status: 'read', posts: [{ text: 'Match day!' }] });
});

describe('files that Facebook cannot use', () => {
  it('refuses what is no video before anything is sent', async () => {
    const prepared = await prepare(post('Broken', 'broken.mp4'), {});

    expect(prepared).toMatchObject({ status: 'failed', failure: { meaning: 'content', who: 'author' } });
    expect(await calls('/videos')).toEqual([]);
  });

  it('blames the address of a reel after three fetches that failed', async () => {
    const content = post('Nowhere', 'missing.mp4', { kind: 'REEL' });
    const saved: ResumeState[] = [{}];
    const results: PrepareResult[] = [];

    for (let tried = 0; tried < 3; tried += 1) results.push(await prepare(content, saved.at(-1)!, saved));

    expect(results.map((result) => result.status === 'failed' && result.failure.meaning)).toEqual([
      'unavailable',
      'unavailable',
      'content',
    ]);
    expect(results.at(-1)).toMatchObject({ failure: { code: 'FACEBOOK_MEDIA_NOT_FETCHED', who: 'author' } });
  });

  it('names the picture of an album that cannot be used', async () => {
    const content = {
      content: 'Album',
      media: [fixture.picture('photo.jpg'), fixture.picture('broken.jpg')],
      options: {},
    };

    const prepared = await prepare(content, {});

    expect(prepared).toMatchObject({
      status: 'failed',
      failure: { meaning: 'content', message: expect.stringMatching(/^Picture 2: This is no picture/) },
    });
  });

  it('names the picture of an album that cannot be had', async () => {
    const content = {
      content: 'Album',
      media: [fixture.picture('missing.jpg'), fixture.picture('photo.jpg')],
      options: {},
    };

    const prepared = await prepare(content, {});

    expect(prepared).toMatchObject({
      status: 'failed',
      failure: {
        meaning: 'content',
        code: 'FACEBOOK_MEDIA_NOT_FETCHED',
        message: expect.stringMatching(/^Picture 1: /),
      },
    });
  });
});

it('describes every picture of an album to people who do not see it', async () => {
  const media = ['photo.jpg', 'photo.png'].map((name, index) => ({
    ...fixture.picture(name),
    altText: `View ${index + 1}`,
  }));

  await fixture.publish(access, { content: 'Album', media, options: {} });

  const photos = [...fixture.platforms.graphMedia.pageMedia.values()];
  expect(photos.map(({ altText }) => altText)).toEqual(['View 1', 'View 2']);
});

const mib = 1024 * 1024;

function post(content: string, file: string, options: PostOptions = {}): PostContent {
  return { content, media: [fixture.video(file)], options };
}

async function prepare(
  content: PostContent,
  resume: ResumeState,
  saved: ResumeState[] = [],
): Promise<PrepareResult> {
  return await publishing.prepare(access, content, { resume, save: async (state) => void saved.push(state) });
}

/** The state right after `start`, before any byte. */
async function startedVideo(): Promise<ResumeState> {
  const saved: ResumeState[] = [];
  await prepare(big(), {}, saved);
  const [first] = saved;
  const upload = uploadOf(videoId(first!))!;
  Object.assign(upload, { receivedBytes: 0, state: 'uploading', head: Buffer.alloc(0) });
  return first!;
}

async function refuse(error: Record<string, unknown>, times: number): Promise<void> {
  const body = { error: { type: 'OAuthException', is_transient: false, ...error } };
  await fixture.sandbox.control('faults', {
    platform: 'FACEBOOK',
    operation: 'prepare',
    fault: 'custom',
    status: 400,
    body,
    times,
  });
}

async function settings(changes: Record<string, unknown>): Promise<void> {
  await fixture.sandbox.control(`accounts/${seeded.page}`, changes);
}

async function calls(path: string): Promise<number[]> {
  const { body } = await fixture.sandbox.send('GET', '/_sandbox/calls?since=0');
  const all = (body as { calls: { path: string; status: number }[] }).calls;
  return all.filter((call) => call.path.includes(path)).map(({ status }) => status);
}

function uploadOf(video: string) {
  return fixture.platforms.graphMedia.pageMedia.get(video)?.upload;
}

function videoId(resume: ResumeState): string {
  return (resume['video'] as { videoId: string } | undefined)?.videoId ?? '';
}

function id(resume: ResumeState): string {
  return ((resume['video'] ?? resume['reel']) as { videoId: string }).videoId;
}
