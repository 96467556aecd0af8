import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FormData, request } from 'undici';
import { sampleMedia } from '../sample-media.ts';
import { SEED } from '../seed.ts';
import { startSandbox, type RunningSandbox } from '../server.ts';
import { SandboxClient, type ClientAnswer } from '../support/sandbox-client.ts';

const PAGE = SEED.harbourRowing;
const ACCOUNT = SEED.harbourRowingInstagram;
const bytes = sampleMedia('reel.mp4')!.bytes;

let running: RunningSandbox;
let client: SandboxClient;
let token: string;

beforeAll(async () => {
  running = await startSandbox();
  client = new SandboxClient(running.url);
});

beforeEach(async () => {
  await client.control('reset', {});
  token = await client.mint('FACEBOOK', PAGE);
});

afterAll(() => running.close());

describe('a video in phases', () => {
  it('is live when it is finished and not before', async () => {
    const { video_id, upload_session_id, end_offset } = await start();
    const before = await status(video_id);

    const moved = await transfer(upload_session_id, 0, bytes);
    const finished = await videos({ upload_phase: 'finish', upload_session_id, description: 'Film' });

    expect([before, await status(video_id)]).toEqual(['uploading', 'ready']);
    expect(end_offset).toBe(String(bytes.length));
    expect(moved.body).toEqual({ start_offset: String(bytes.length), end_offset: String(bytes.length) });
    expect(finished.body).toEqual({ success: true });
    expect(await client.ledger()).toMatchObject([{ text: 'Film', kind: 'video', mediaCount: 1 }]);
  });

  it('says where to go on when a part does not fit', async () => {
    const { upload_session_id } = await start();
    await transfer(upload_session_id, 0, bytes.subarray(0, 1000));

    const again = await transfer(upload_session_id, 0, bytes.subarray(0, 1000));

    expect(again).toMatchObject({
      status: 400,
      body: {
        error: {
          error_subcode: 1363037,
          error_data: { start_offset: '1000', end_offset: String(bytes.length) },
        },
      },
    });
  });

  it('is not finished before it is whole, and not twice', async () => {
    const { upload_session_id } = await start();
    const early = await videos({ upload_phase: 'finish', upload_session_id });
    await transfer(upload_session_id, 0, bytes);

    await videos({ upload_phase: 'finish', upload_session_id });
    await videos({ upload_phase: 'finish', upload_session_id });

    expect(early.body).toMatchObject({ error: { error_subcode: 1363033 } });
    expect(await client.ledger()).toHaveLength(1);
  });

  it.each([
    ['100', 1363022],
    [String(11 * 1024 ** 3), 1363023],
  ])('of %s bytes is refused', async (file_size, error_subcode) => {
    const answer = await videos({ upload_phase: 'start', file_size });

    expect(answer.body).toMatchObject({ error: { error_subcode } });
  });

  it('that is no video is refused when it is finished', async () => {
    const rubbish = Buffer.alloc(2048, 'a');
    const { upload_session_id } = await start(rubbish.length);
    await transfer(upload_session_id, 0, rubbish);

    const answer = await videos({ upload_phase: 'finish', upload_session_id });

    expect(answer.body).toMatchObject({ error: { error_subcode: 1363031 } });
    expect(await client.ledger()).toEqual([]);
  });

  it('is worked on for as long as the account says', async () => {
    await client.control(`accounts/${PAGE}`, { videoSeconds: 60 });
    const { video_id, upload_session_id } = await start();
    await transfer(upload_session_id, 0, bytes);
    await videos({ upload_phase: 'finish', upload_session_id });
    const meanwhile = [await status(video_id), await listed('published_posts')];

    await client.control('clock', { advanceSeconds: 61 });

    expect(meanwhile).toEqual(['processing', 0]);
    expect([await status(video_id), await listed('published_posts')]).toEqual(['ready', 1]);
  });
});

describe('a reel', () => {
  it('is fetched from an address, and stands in a list of its own', async () => {
    const { video_id, upload_url } = (await reels({ upload_phase: 'start' })).body as Record<string, string>;
    const asked = await upload(upload_url!, { file_url: `${client.url}/_sandbox/media/reel.mp4` });
    const between = await status(video_id!);

    await reels({
      upload_phase: 'finish',
      video_id: video_id!,
      video_state: 'PUBLISHED',
      description: 'Reel',
    });

    expect(asked.body).toEqual({ success: true });
    expect([between, await status(video_id!)]).toEqual(['upload_complete', 'ready']);
    expect([await listed('published_posts'), await listed('video_reels')]).toEqual([0, 1]);
    expect(await client.ledger()).toMatchObject([{ kind: 'reel', text: 'Reel' }]);
  });

  it('takes bytes, too', async () => {
    const { video_id, upload_url } = (await reels({ upload_phase: 'start' })).body as Record<string, string>;

    const sent = await upload(upload_url!, { offset: '0', file_size: String(bytes.length) }, bytes);

    expect(sent.body).toEqual({ success: true });
    expect(await status(video_id!)).toBe('upload_complete');
  });

  it('says so in its status when the file cannot be fetched', async () => {
    const { video_id, upload_url } = (await reels({ upload_phase: 'start' })).body as Record<string, string>;

    await upload(upload_url!, { file_url: `${client.url}/_sandbox/media/missing.mp4` });

    expect(await status(video_id!)).toBe('error');
  });

  it('of two minutes fails while it is worked on', async () => {
    const { video_id, upload_url } = (await reels({ upload_phase: 'start' })).body as Record<string, string>;
    await upload(upload_url!, { file_url: `${client.url}/_sandbox/media/long.mp4` });

    await reels({ upload_phase: 'finish', video_id: video_id!, video_state: 'PUBLISHED' });

    expect(await status(video_id!)).toBe('error');
    expect(await client.ledger()).toEqual([]);
  });

  it('is not uploaded with a token of somebody else', async () => {
    const { upload_url } = (await reels({ upload_phase: 'start' })).body as Record<string, string>;
    const foreign = await client.mint('FACEBOOK', SEED.samsSwimmers);

    const answer = await upload(upload_url!, {
      authorization: `OAuth ${foreign}`,
      file_url: 'http://127.0.0.1/a',
    });

    expect(answer.body).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });
});

describe('comments', () => {
  it('stand below a post of the Page, newest first where asked for, and are no posts', async () => {
    const { body } = await client.send('POST', `/v26.0/${PAGE}/feed`, { token, form: { message: 'News' } });
    const { id } = body as { id: string };
    for (const message of ['One', 'Two'])
      await client.send('POST', `/v26.0/${id}/comments`, { token, form: { message } });

    const oldestFirst = await texts(`/v26.0/${id}/comments?fields=message`);
    const newestFirst = await texts(`/v26.0/${id}/comments?fields=message&order=reverse_chronological`);

    expect([oldestFirst, newestFirst]).toEqual([
      ['One', 'Two'],
      ['Two', 'One'],
    ]);
    expect(await listed('published_posts')).toBe(1);
    expect(await client.ledger()).toMatchObject([
      { kind: 'status' },
      { kind: 'comment', parentId: id },
      { kind: 'comment', parentId: id },
    ]);
  });

  it('stand below media of Instagram, and do not count for the daily number', async () => {
    const container = await client.send('POST', `/v26.0/${ACCOUNT}/media`, {
      token,
      form: { image_url: `${client.url}/_sandbox/media/photo.jpg` },
    });
    await client.control('clock', { advanceSeconds: 2 });
    const { id: creation_id } = container.body as { id: string };
    const media = await client.send('POST', `/v26.0/${ACCOUNT}/media_publish`, {
      token,
      form: { creation_id },
    });
    const { id } = media.body as { id: string };

    const made = await client.send('POST', `/v26.0/${id}/comments`, { token, form: { message: 'First' } });
    const { body } = await client.send('GET', `/v26.0/${id}/comments?fields=text,username`, { token });
    const limit = await client.send('GET', `/v26.0/${ACCOUNT}/content_publishing_limit?fields=quota_usage`, {
      token,
    });

    expect(body).toMatchObject({
      data: [{ id: (made.body as { id: string }).id, text: 'First', username: 'harbourrowing' }],
    });
    expect(limit.body).toEqual({ data: [{ quota_usage: 1 }] });
  });
});

async function start(
  size = bytes.length,
): Promise<Record<'video_id' | 'upload_session_id' | 'end_offset', string>> {
  const { body } = await videos({ upload_phase: 'start', file_size: String(size) });
  return body as Record<'video_id' | 'upload_session_id' | 'end_offset', string>;
}

async function videos(form: Record<string, string>): Promise<ClientAnswer> {
  return await client.send('POST', `/v26.0/${PAGE}/videos`, { token, form });
}

async function reels(form: Record<string, string>): Promise<ClientAnswer> {
  return await client.send('POST', `/v26.0/${PAGE}/video_reels`, { token, form });
}

async function transfer(
  session: string,
  offset: number,
  chunk: Buffer,
): Promise<{ status: number; body: unknown }> {
  const form = new FormData();
  form.set('upload_phase', 'transfer');
  form.set('upload_session_id', session);
  form.set('start_offset', String(offset));
  form.set('video_file_chunk', new Blob([new Uint8Array(chunk)]), 'chunk');
  const { statusCode, body } = await request(`${client.url}/v26.0/${PAGE}/videos`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  return { status: statusCode, body: await body.json() };
}

async function upload(
  url: string,
  headers: Record<string, string>,
  body?: Buffer,
): Promise<{ body: unknown }> {
  const answer = await request(url, {
    method: 'POST',
    headers: {
      authorization: `OAuth ${token}`,
      ...(body && { 'content-type': 'application/octet-stream' }),
      ...headers,
    },
    body: body ?? null,
  });
  return { body: await answer.body.json() };
}

async function status(videoId: string): Promise<string> {
  const { body } = await client.send('GET', `/v26.0/${videoId}?fields=status`, { token });
  return (body as { status: { video_status: string } }).status.video_status;
}

async function listed(edge: string): Promise<number> {
  const { body } = await client.send('GET', `/v26.0/${PAGE}/${edge}`, { token });
  return (body as { data: unknown[] }).data.length;
}

async function texts(path: string): Promise<string[]> {
  const { body } = await client.send('GET', path, { token });
  return (body as { data: { message: string }[] }).data.map(({ message }) => message);
}
