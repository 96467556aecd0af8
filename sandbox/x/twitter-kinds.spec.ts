import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SEED } from '../seed.ts';
import { startSandbox, type RunningSandbox } from '../server.ts';
import { SandboxClient, type ClientAnswer } from '../support/sandbox-client.ts';

let running: RunningSandbox;
let client: SandboxClient;
let token: string;

beforeAll(async () => {
  running = await startSandbox();
  client = new SandboxClient(running.url);
});

beforeEach(async () => {
  await client.control('reset', {});
  token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
});

afterAll(() => running.close());

const film = Buffer.from('....ftypisom');

describe('posts on X that belong to others', () => {
  it('stand in one conversation, and say which post they answer', async () => {
    const first = idOf(await create({ text: 'One' }));
    const second = idOf(await create({ text: 'Two', reply: { in_reply_to_tweet_id: first } }));
    const third = idOf(await create({ text: 'Three', reply: { in_reply_to_tweet_id: second } }));

    const { body } = await read(`/2/tweets?ids=${third}&tweet.fields=referenced_tweets,conversation_id`);

    expect(body).toMatchObject({
      data: [{ conversation_id: first, referenced_tweets: [{ type: 'replied_to', id: second }] }],
    });
  });

  it('quote another one, with a link to it at the end of the text', async () => {
    const quoted = idOf(await create({ text: 'Said' }));
    const id = idOf(await create({ text: 'Well said', quote_tweet_id: quoted }));

    const { body } = await read(`/2/tweets?ids=${id}&post.fields=referenced_posts,entities`);

    expect(body).toMatchObject({
      data: [
        {
          text: expect.stringMatching(/^Well said https:\/\/t\.co\/\w+$/),
          referenced_posts: [{ type: 'quoted', id: quoted }],
          entities: { urls: [{ expanded_url: expect.stringContaining(`/status/${quoted}`) }] },
        },
      ],
    });
  });

  it('may repeat the words of an answer below another post, not below the same', async () => {
    const [one, two] = [idOf(await create({ text: 'One' })), idOf(await create({ text: 'Two' }))];
    const answers = [one, two, two].map((id) => ({ text: 'Thanks', reply: { in_reply_to_tweet_id: id } }));

    const statuses: number[] = [];
    for (const answer of answers) statuses.push((await create(answer)).status);

    expect(statuses).toEqual([201, 201, 403]);
  });

  it.each([
    [
      'an answer',
      (id: string) => ({ text: 'a', reply: { in_reply_to_tweet_id: id } }),
      /^Reply to this conversation/,
    ],
    ['a quote', (id: string) => ({ text: 'a', quote_tweet_id: id }), /^Quoting this post/],
  ])('%s needs to be wanted by the other account', async (_title, bodyFor, words) => {
    const stranger = await client.mint('TWITTER', SEED.twitterOldTownTennis);
    const theirs = idOf(await client.send('POST', '/2/tweets', { token: stranger, json: { text: 'Mine' } }));

    const answer = await create(bodyFor(theirs));

    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ detail: expect.stringMatching(words) });
  });
});

describe('a post on X', () => {
  it('asks a poll and says who may answer', async () => {
    const poll = { options: ['Yes', 'No'], duration_minutes: 60 };
    const id = idOf(await create({ text: 'Away?', poll, reply_settings: 'mentionedUsers' }));

    const { body } = await read(`/2/tweets?ids=${id}&tweet.fields=attachments,reply_settings`);

    expect(body).toMatchObject({
      data: [{ attachments: { poll_ids: [expect.any(String)] }, reply_settings: 'mentionedUsers' }],
    });
    expect(await client.ledger()).toMatchObject([{ poll: { options: ['Yes', 'No'], durationMinutes: 60 } }]);
  });

  it.each([
    ['an id that is a number', { reply: { in_reply_to_tweet_id: 42 } }],
    ['an unknown field of a reply', { reply: { in_reply_to_tweet_id: '1', colour: 'red' } }],
    ['a quoted id that is a number', { quote_tweet_id: 42 }],
    ['an unknown reply setting', { reply_settings: 'everyone' }],
    ['one option', { poll: { options: ['Yes'], duration_minutes: 60 } }],
    ['an option of 26 characters', { poll: { options: ['Yes', 'n'.repeat(26)], duration_minutes: 60 } }],
    ['4 minutes', { poll: { options: ['Yes', 'No'], duration_minutes: 4 } }],
    ['an unknown field of a poll', { poll: { options: ['Yes', 'No'], duration_minutes: 60, colour: 'red' } }],
    ['a poll and a quote', { poll: { options: ['Yes', 'No'], duration_minutes: 60 }, quote_tweet_id: '1' }],
  ])('is refused with %s', async (_title, fields) => {
    expect((await create({ text: 'a', ...fields })).status).toBe(400);
  });

  it('shows one video alone', async () => {
    const ids = [await uploadedFilm(), await uploadedFilm()];

    const two = await create({ text: 'Films', media: { media_ids: ids } });
    const one = await create({ text: 'Film', media: { media_ids: ids.slice(0, 1) } });

    expect([two.status, one.status]).toEqual([400, 201]);
    expect(await client.ledger()).toMatchObject([{ mediaKeys: [`7_${ids[0]}`] }]);
  });

  it('that is deleted twice is not there the second time', async () => {
    const id = idOf(await create({ text: 'Gone soon' }));

    const first = await client.send('DELETE', `/2/tweets/${id}`, { token });
    const second = await client.send('DELETE', `/2/tweets/${id}`, { token });

    expect([first.status, second.status]).toEqual([200, 404]);
  });
});

describe('an upload to X', () => {
  it.each([
    ['an unknown type', { media_type: 'video/x-msvideo' }],
    [
      'a GIF of more than 15 MB',
      { media_category: 'tweet_gif', media_type: 'image/gif', total_bytes: 16_000_000 },
    ],
    ['a video of more than 512 MB', { total_bytes: 536_870_913 }],
  ])('is refused with %s', async (_title, changes) => {
    expect((await initialize(changes)).status).toBe(400);
  });

  it('is not whole with a gap in it', async () => {
    const id = idOf(await initialize({ total_bytes: 2 * film.length }));
    await append(id, 0);
    await append(id, 2);

    const early = await client.send('POST', `/2/media/upload/${id}/finalize`, { token });

    expect(early.status).toBe(400);
  });

  it('takes the same piece twice for one', async () => {
    const id = idOf(await initialize({ total_bytes: film.length }));
    await append(id, 0);
    await append(id, 0);

    const { body } = await client.send('POST', `/2/media/upload/${id}/finalize`, { token });

    expect(body).toMatchObject({ data: { size: film.length, processing_info: { state: 'pending' } } });
  });

  it('fails in processing when it is not what it was announced as', async () => {
    const id = idOf(await initialize({ total_bytes: 8 }));
    const json = { media: Buffer.from('RIFFRIFF').toString('base64'), segment_index: 0 };
    await client.send('POST', `/2/media/upload/${id}/append`, { token, json });
    await client.send('POST', `/2/media/upload/${id}/finalize`, { token });
    await read(`/2/media/upload?command=STATUS&media_id=${id}`);

    const { body } = await read(`/2/media/upload?command=STATUS&media_id=${id}`);

    expect(body).toMatchObject({
      data: {
        processing_info: {
          state: 'failed',
          error: { name: 'InvalidMedia', message: 'Unsupported video format' },
        },
      },
    });
  });
});

it('X counts the day of an app over all its accounts', async () => {
  await client.control('limits', { endpoint: 'POST /2/tweets', appDayLimit: 2 });
  const stranger = await client.mint('TWITTER', SEED.twitterOldTownTennis);
  await create({ text: 'One' });
  await client.send('POST', '/2/tweets', { token: stranger, json: { text: 'Two' } });

  const third = await create({ text: 'Three' });

  expect(third.status).toBe(429);
  expect(third.headers).toMatchObject({
    'x-app-limit-24hour-limit': '2',
    'x-app-limit-24hour-remaining': '0',
  });
});

async function create(json: object): Promise<ClientAnswer> {
  return await client.send('POST', '/2/tweets', { token, json });
}

async function read(path: string): Promise<ClientAnswer> {
  return await client.send('GET', path, { token });
}

async function initialize(changes: object): Promise<ClientAnswer> {
  const json = {
    media_type: 'video/mp4',
    media_category: 'tweet_video',
    total_bytes: film.length,
    ...changes,
  };
  return await client.send('POST', '/2/media/upload/initialize', { token, json });
}

async function append(id: string, index: number): Promise<void> {
  const json = { media: film.toString('base64'), segment_index: index };
  await client.send('POST', `/2/media/upload/${id}/append`, { token, json });
}

async function uploadedFilm(): Promise<string> {
  const id = idOf(await initialize({}));
  await append(id, 0);
  await client.send('POST', `/2/media/upload/${id}/finalize`, { token });
  for (let poll = 0; poll < 2; poll += 1) await read(`/2/media/upload?command=STATUS&media_id=${id}`);
  return id;
}

function idOf({ body }: ClientAnswer): string {
  return (body as { data: { id: string } }).data.id;
}
