import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MediaItem, PostContent, PostOptions } from '../../src/kernel/post-content.ts';
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
/** What was stored last. */
let stored: ResumeState;

beforeAll(async () => {
  fixture = await ProviderFixture.open();
});

beforeEach(async () => {
  await fixture.reset();
  access = await fixture.accessTo('INSTAGRAM', seeded.instagram);
  ({ publishing } = fixture.provider('INSTAGRAM'));
  stored = {};
});

afterAll(() => fixture.close());

describe('a carousel with a bad item', () => {
  it.each([
    ['wide.jpg', /^Picture 2: The shape of the picture/, 'INSTAGRAM_ASPECT_RATIO'],
    ['broken.jpg', /^Picture 2: .*JPEG/, 'INSTAGRAM_IMAGE_FORMAT'],
    ['big.jpg', /^Picture 2: The picture is too large/, 'INSTAGRAM_IMAGE_TOO_LARGE'],
  ])('says that it is %s, and why', async (name, message, code) => {
    const content = carousel(
      fixture.picture('photo.jpg'),
      fixture.picture(name),
      fixture.picture('photo.jpg'),
    );

    const prepared = await prepare(content);

    expect(prepared).toMatchObject({
      status: 'failed',
      failure: { meaning: 'content', who: 'author', code, message: expect.stringMatching(message) },
    });
    expect(await fixture.sandbox.ledger({ accountId: seeded.instagram })).toEqual([]);
  });

  it('names a video that turns out bad while Instagram works on it', async () => {
    const content = carousel(
      fixture.picture('photo.jpg'),
      fixture.picture('photo.jpg'),
      fixture.video('short.mp4'),
    );

    const first = await prepare(content);
    await passSeconds(2);
    const second = await prepare(content);

    expect(first.status).toBe('waiting');
    expect(second).toMatchObject({
      status: 'failed',
      failure: {
        meaning: 'content',
        code: 'INSTAGRAM_VIDEO_REFUSED',
        message: expect.stringMatching(/^Video 3: /),
      },
    });
  });

  it('makes only the item anew whose container ended in an error', async () => {
    const content = carousel(fixture.picture('photo.jpg'), fixture.picture('portrait.jpg'));
    await prepare(content);
    const [one, two] = items();
    containerOf(two!).failsWith = 2207082;
    await passSeconds(2);
    const failed = await prepare(content);
    await clearCalls();

    const prepared = await prepare(content);

    expect(failed).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unavailable', message: expect.stringMatching(/^Picture 2: /) },
    });
    expect(prepared.status).toBe('waiting');
    expect(items()[0]).toBe(one);
    expect(items()[1]).not.toBe(two);
    expect(await creations()).toBe(1);
  });

  it('asks three times for a picture that cannot be fetched, and then blames its address', async () => {
    const content = carousel(fixture.picture('photo.jpg'), fixture.picture('missing.jpg'));
    const results: PrepareResult[] = [];

    for (let tried = 0; tried < 3; tried += 1) results.push(await prepare(content));

    expect(results.map((result) => result.status === 'failed' && result.failure.meaning)).toEqual([
      'unavailable',
      'unavailable',
      'content',
    ]);
    expect(results.at(-1)).toMatchObject({
      failure: { who: 'author', message: expect.stringMatching(/^Picture 2: .*three times/) },
    });
  });
});

describe('a carousel whose worker dies', () => {
  it('finds every container that it had made', async () => {
    const content = carousel(...Array.from({ length: 4 }, () => fixture.picture('photo.jpg')));
    const saved: ResumeState[] = [];
    await publishing.prepare(access, content, {
      resume: {},
      save: async (state) => void saved.push(structuredClone(state)),
    });
    const afterTwo = saved[1]!;
    await clearCalls();
    stored = afterTwo;

    const prepared = await prepare(content);

    expect(prepared.status).toBe('waiting');
    expect(items().slice(0, 2)).toEqual(itemsIn(afterTwo).slice(0, 2));
    expect(await creations()).toBe(2);
  });

  it('finds the container of the whole, and makes no second one', async () => {
    const content = carousel(fixture.picture('photo.jpg'), fixture.picture('photo.jpg'));
    await prepare(content);
    await passSeconds(2);
    await prepare(content);
    const whole = stored['containerId'];
    await passSeconds(2);
    await clearCalls();

    const prepared = await prepare(content);

    expect(prepared).toMatchObject({ status: 'ready', resume: { containerId: whole } });
    expect(await creations()).toBe(0);
  });

  it('makes everything anew when Instagram has dropped it', async () => {
    const content = carousel(fixture.picture('photo.jpg'), fixture.picture('photo.jpg'));
    await prepare(content);
    const before = items();
    await passSeconds(25 * 3600);

    const prepared = await untilReady(content);

    expect(prepared.status).toBe('ready');
    expect(items().some((id) => before.includes(id))).toBe(false);
    expect((await publishing.publish(access, content, stored)).status).toBe('published');
  });
});

it('a carousel whose whole is gone with its items is made anew from the first item on', async () => {
  const content = carousel(fixture.picture('photo.jpg'), fixture.picture('photo.jpg'));
  await untilReady(content);
  const before = [...items(), stored['containerId']];
  fixture.platforms.graphMedia.containers.clear();

  const prepared = await untilReady(content);

  expect(prepared.status).toBe('ready');
  expect([...items(), stored['containerId']].filter((id) => before.includes(id))).toEqual([]);
  expect((await publishing.publish(access, content, stored)).status).toBe('published');
});

describe('the parameters of a post', () => {
  it('describes pictures, also those of a carousel', async () => {
    const media = ['photo.jpg', 'portrait.jpg'].map((name, index) => ({
      ...fixture.picture(name),
      altText: `View ${index + 1}`,
    }));

    await prepare(carousel(...media));

    const made = [...fixture.platforms.graphMedia.containers.values()];
    expect(made.map(({ altText }) => altText)).toEqual(['View 1', 'View 2']);
  });

  it('refuses a cover that lies outside the reel', async () => {
    const prepared = await prepare(reel({ thumbnailOffsetMs: 20_000 }));

    expect(prepared).toMatchObject({
      status: 'failed',
      failure: { meaning: 'content', code: 'INSTAGRAM_COVER_REFUSED', who: 'author' },
    });
  });

  it('says what is wrong with a story that is too long', async () => {
    const content: PostContent = {
      content: '',
      media: [fixture.video('long.mp4')],
      options: { kind: 'STORY' },
    };
    await prepare(content);
    await passSeconds(2);

    expect(await prepare(content)).toMatchObject({
      status: 'failed',
      failure: { meaning: 'content', code: 'INSTAGRAM_VIDEO_REFUSED' },
    });
  });
});

describe('publishing a container', () => {
  it('is tried again soon when Instagram is not ready although it said so', async () => {
    const content = fixture.pictured('Not ready');
    await untilReady(content);
    await refuse({ code: 9007, error_subcode: 2207027, message: 'Media ID is not available' });

    const result = await publishing.publish(access, content, stored);
    const again = await untilReady(content);
    const second = await publishing.publish(access, content, stored);

    expect(result).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unavailable', code: 'INSTAGRAM_NOT_READY', who: 'wait' },
    });
    expect(again.status).toBe('ready');
    expect(second.status).toBe('published');
  });

  it.each([
    [24, 2207008, 'INSTAGRAM_DRAFT_GONE'],
    [-2, 2207020, 'INSTAGRAM_DRAFT_GONE'],
    [-1, 2207053, 'INSTAGRAM_UPLOAD_FAILED'],
  ])('may have gone out in spite of %d/%d', async (code, error_subcode, name) => {
    const content = fixture.pictured('Gone');
    await untilReady(content);
    await refuse({ code, error_subcode, message: 'Gone' });

    const result = await publishing.publish(access, content, stored);

    expect(result).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unknown', code: name, who: 'wait' },
    });
  });

  it('waits until the oldest post of the day leaves the window when the daily number is reached', async () => {
    await fixture.publish(access, fixture.pictured('First'));
    await fixture.sandbox.control(`accounts/${seeded.instagram}`, { igQuotaTotal: 1 });
    const [first] = await fixture.sandbox.ledger({ text: 'First' });
    const content = fixture.pictured('Second');
    await untilReady(content);

    const result = await publishing.publish(access, content, stored);

    const free = new Date(Date.parse(String(first!['createdAt'])) + 24 * 3_600_000);
    const retryAt = result.status === 'failed' ? result.failure.retryAt : undefined;
    expect(result).toMatchObject({
      status: 'failed',
      failure: { meaning: 'rate-limited', code: 'INSTAGRAM_DAILY_POSTS' },
    });
    expect(Math.abs((retryAt?.getTime() ?? 0) - free.getTime())).toBeLessThan(1000);
    expect(result).toMatchObject({
      failure: { message: expect.stringContaining(retryAt!.toISOString().slice(0, 10)) },
    });
  });

  it('does not take a story of somebody else for ours', async () => {
    const content: PostContent = {
      content: '',
      media: [fixture.picture('portrait.jpg')],
      options: { kind: 'STORY' },
    };
    await untilReady(content);
    const ours = stored;
    stored = {};
    await untilReady(content);
    await publishing.publish(access, content, stored);

    const read = await publishing.readBack(access, {
      content,
      resume: ours,
      since: new Date(Date.now() - 1000),
    });

    expect(read).toEqual({ status: 'read', posts: [], draft: 'ready' });
  });
});

function carousel(...media: MediaItem[]): PostContent {
  return { content: 'Several views', media, options: {} };
}

function reel(options: PostOptions): PostContent {
  return { content: 'A reel', media: [fixture.video('reel.mp4')], options };
}

async function prepare(content: PostContent): Promise<PrepareResult> {
  const prepared = await publishing.prepare(access, content, {
    resume: stored,
    save: async (state) => void (stored = structuredClone(state)),
  });
  if (prepared.status !== 'failed') stored = prepared.resume;
  return prepared;
}

async function untilReady(content: PostContent): Promise<PrepareResult> {
  let prepared = await prepare(content);
  for (let round = 0; round < 5 && prepared.status === 'waiting'; round += 1) {
    await passSeconds(2);
    prepared = await prepare(content);
  }
  return prepared;
}

async function passSeconds(advanceSeconds: number): Promise<void> {
  await fixture.sandbox.control('clock', { advanceSeconds });
}

async function refuse(error: Record<string, unknown>): Promise<void> {
  const body = { error: { type: 'OAuthException', is_transient: false, ...error } };
  await fixture.sandbox.control('faults', {
    platform: 'INSTAGRAM',
    operation: 'publish',
    fault: 'custom',
    status: 400,
    body,
  });
}

function items(): string[] {
  return itemsIn(stored);
}

function itemsIn(resume: ResumeState): string[] {
  return (resume['items'] as { containerId?: string }[]).map(({ containerId }) => containerId ?? '');
}

function containerOf(id: string) {
  return fixture.platforms.graphMedia.containers.get(id)!;
}

async function clearCalls(): Promise<void> {
  await fixture.sandbox.send('DELETE', '/_sandbox/calls');
}

/** Containers that were asked for since. */
async function creations(): Promise<number> {
  const { body } = await fixture.sandbox.send('GET', '/_sandbox/calls?since=0');
  const { calls } = body as { calls: { method: string; path: string }[] };
  return calls.filter(({ method, path }) => method === 'POST' && path.endsWith(`${seeded.instagram}/media`))
    .length;
}
