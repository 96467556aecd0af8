import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SEED } from '../seed.ts';
import { startSandbox, type RunningSandbox } from '../server.ts';
import { SandboxClient } from '../support/sandbox-client.ts';

const ACCOUNT = SEED.harbourRowingInstagram;

let running: RunningSandbox;
let client: SandboxClient;
let token: string;

beforeAll(async () => {
  running = await startSandbox();
  client = new SandboxClient(running.url);
});

beforeEach(async () => {
  await client.control('reset', {});
  token = await client.mint('INSTAGRAM', ACCOUNT);
});

afterAll(() => running.close());

const idOf = (body: unknown) => (body as { id: string }).id;

const sample = (name: string) => `${running.url}/_sandbox/media/${name}`;

const createContainer = (json: object) =>
  client.send('POST', `/v26.0/${ACCOUNT}/media`, {
    token,
    json: { image_url: sample('photo.jpg'), ...json },
  });

const publish = (creationId: string) =>
  client.send('POST', `/v26.0/${ACCOUNT}/media_publish?creation_id=${creationId}`, { token });

const statusOf = async (id: string) =>
  (await client.send('GET', `/v26.0/${id}?fields=status_code,status`, { token })).body as {
    status_code: string;
    status: string;
  };

async function publishPhoto(caption: string): Promise<string> {
  const container = await createContainer({ caption });
  await client.control('clock', { advanceSeconds: 2 });
  return idOf((await publish(idOf(container.body))).body);
}

describe('publishing on Instagram', () => {
  it('goes from container to media, and writes the ledger', async () => {
    const container = await createContainer({ caption: 'Sunrise row' });
    const id = idOf(container.body);

    const before = await statusOf(id);
    const early = await publish(id);
    await client.control('clock', { advanceSeconds: 2 });
    const ready = await statusOf(id);
    const media = await publish(id);
    const after = await statusOf(id);

    expect(Object.keys(container.body as object)).toEqual(['id']);
    expect([before.status_code, ready.status_code, after.status_code]).toEqual([
      'IN_PROGRESS',
      'FINISHED',
      'PUBLISHED',
    ]);
    expect(early.body).toMatchObject({ error: { code: 9007, error_subcode: 2207027, is_transient: false } });
    expect(Object.keys(media.body as object)).toEqual(['id']);
    expect(await client.ledger()).toMatchObject([
      { platform: 'INSTAGRAM', accountId: ACCOUNT, text: 'Sunrise row', id: idOf(media.body), mediaCount: 1 },
    ]);
  });

  it('publishes a container once only', async () => {
    const container = await createContainer({ caption: 'Once' });
    await client.control('clock', { advanceSeconds: 2 });
    await publish(idOf(container.body));

    const again = await publish(idOf(container.body));

    expect(again.status).toBe(400);
    expect(await client.ledger({ text: 'Once' })).toHaveLength(1);
  });

  it.each([
    ['a picture that cannot be fetched', 'missing.jpg', 9004, 2207052],
    ['a PNG', 'photo.png', 36001, 2207005],
    ['a file that is no picture', 'broken.jpg', 36001, 2207005],
    ['a picture that is too wide', 'wide.jpg', 36003, 2207009],
    ['a picture over 8 MB', 'big.jpg', 36000, 2207004],
  ])('refuses %s', async (_what, name, code, subcode) => {
    const answer = await createContainer({ image_url: sample(name) });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { code, error_subcode: subcode } });
  });

  it.each([
    ['a caption of 2201 characters', { caption: 'a'.repeat(2201) }, 36004],
    ['an unknown media type', { media_type: 'VIDEO' }, 100],
    ['a carousel of one', { media_type: 'CAROUSEL', children: '1' }, 100],
  ])('refuses %s', async (_what, json, code) => {
    const answer = await createContainer(json);

    expect(answer.body).toMatchObject({ error: { code } });
  });

  it('makes one post of a carousel’s children', async () => {
    const children = [];
    for (let number = 0; number < 3; number++) {
      children.push(idOf((await createContainer({ is_carousel_item: true })).body));
    }
    await client.control('clock', { advanceSeconds: 2 });
    const carousel = await createContainer({
      media_type: 'CAROUSEL',
      children: children.join(),
      caption: 'Three views',
    });
    await client.control('clock', { advanceSeconds: 2 });

    const child = await publish(children[0] ?? '');
    const whole = await publish(idOf(carousel.body));

    expect(child.status).toBe(400);
    expect(whole.status).toBe(200);
    expect(await client.ledger()).toMatchObject([{ text: 'Three views', mediaCount: 3 }]);
  });

  it('takes a reel, and files it as one', async () => {
    const answer = await client.send('POST', `/v26.0/${ACCOUNT}/media`, {
      token,
      json: { media_type: 'REELS', video_url: sample('video.mp4'), caption: 'Reel' },
    });
    await client.control('clock', { advanceSeconds: 2 });
    const id = idOf((await publish(idOf(answer.body))).body);

    const { body } = await client.send('GET', `/v26.0/${id}?fields=media_product_type,permalink`, { token });

    expect(body).toEqual({ id, media_product_type: 'REELS', permalink: expect.stringContaining('/reel/') });
  });

  it('lets containers fail and expire', async () => {
    const expiring = idOf((await createContainer({})).body);
    await client.control(`accounts/${ACCOUNT}`, { containerFails: true });
    const failing = idOf((await createContainer({})).body);
    await client.control('clock', { advanceSeconds: 2 });
    const failed = await statusOf(failing);

    await client.control('clock', { advanceSeconds: 86_400 });
    const expired = await statusOf(expiring);
    const published = await publish(expiring);

    expect(failed).toMatchObject({ status_code: 'ERROR', status: expect.stringContaining('2207082') });
    expect(expired.status_code).toBe('EXPIRED');
    expect(published.body).toMatchObject({ error: { code: 24, error_subcode: 2207008 } });
  });

  it('refuses to publish for a restricted account', async () => {
    const container = await createContainer({ caption: 'Restricted' });
    await client.control('clock', { advanceSeconds: 2 });
    await client.control(`accounts/${ACCOUNT}`, { state: 'restricted' });

    const answer = await publish(idOf(container.body));

    expect(answer.body).toMatchObject({ error: { code: 25, error_subcode: 2207050 } });
    expect(await client.ledger()).toEqual([]);
  });

  it('refuses the Page’s token when the account’s connection has ended', async () => {
    await client.control('tokens/expire', { accountId: ACCOUNT });

    const answer = await createContainer({ caption: 'Ended' });

    expect(answer.body).toMatchObject({ error: { code: 190, error_subcode: 463 } });
  });

  it('keeps the daily number of posts', async () => {
    await client.control(`accounts/${ACCOUNT}`, { igQuotaTotal: 1 });
    await publishPhoto('First');
    const second = await createContainer({ caption: 'Second' });
    await client.control('clock', { advanceSeconds: 2 });

    const refused = await publish(idOf(second.body));
    const limit = await client.send(
      'GET',
      `/v26.0/${ACCOUNT}/content_publishing_limit?fields=quota_usage,config`,
      { token },
    );

    expect(refused.body).toMatchObject({ error: { code: 9, error_subcode: 2207042 } });
    expect(limit.body).toEqual({
      data: [{ quota_usage: 1, config: { quota_total: 1, quota_duration: 86_400 } }],
    });
  });
});

describe('reading from Instagram', () => {
  it('lists media newest first, with the fields asked for', async () => {
    await publishPhoto('Older');
    const newest = await publishPhoto('Newer');

    const path = `/v26.0/${ACCOUNT}/media?fields=id,caption,media_type,permalink,timestamp,like_count,comments_count&limit=1`;
    const { body } = await client.send('GET', path, { token });

    expect((body as { data: unknown[] }).data).toEqual([
      {
        id: newest,
        caption: 'Newer',
        media_type: 'IMAGE',
        permalink: expect.stringContaining('https://www.instagram.com/p/'),
        timestamp: expect.stringMatching(/\+0000$/),
        like_count: expect.any(Number),
        comments_count: expect.any(Number),
      },
    ]);
    expect(body).toMatchObject({ paging: { next: expect.stringContaining('after=') } });
  });

  it('answers current metrics, and names the valid ones when asked for a dead one', async () => {
    const id = await publishPhoto('Metrics');
    await client.control('clock', { advanceSeconds: 86_400 });

    const current = await client.send('GET', `/v26.0/${id}/insights?metric=reach,views`, { token });
    const dead = await client.send('GET', `/v26.0/${id}/insights?metric=impressions`, { token });

    const [reach] = (current.body as { data: Record<string, unknown>[] }).data;
    expect(Object.keys(reach ?? {}).sort()).toEqual([
      'description',
      'id',
      'name',
      'period',
      'title',
      'values',
    ]);
    expect(reach?.['id']).toBe(`${id}/insights/reach/lifetime`);
    expect(dead.body).toMatchObject({
      error: {
        code: 100,
        message: expect.stringMatching(
          /^\(#100\) metric\[0\] must be one of the following values: views, reach/,
        ),
      },
    });
  });

  it('shows the account to its Page only', async () => {
    const own = await client.send('GET', `/v26.0/${ACCOUNT}?fields=username,followers_count`, { token });
    const foreign = await client.send('GET', `/v26.0/${ACCOUNT}?fields=username`, {
      token: await client.mint('FACEBOOK', SEED.samsSwimmers),
    });

    expect(own.body).toEqual({ id: ACCOUNT, username: 'harbourrowing', followers_count: 310 });
    expect(foreign.body).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });
});
