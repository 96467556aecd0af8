import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEED } from '../seed.ts';
import { startSandbox, type RunningSandbox } from '../server.ts';
import { SandboxClient } from '../support/sandbox-client.ts';

let running: RunningSandbox;
let client: SandboxClient;
const ledgerFile = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'ledger.jsonl');

beforeAll(async () => {
  running = await startSandbox({ ledgerFile });
  client = new SandboxClient(running.url);
});

beforeEach(async () => {
  await client.control('reset', {});
});

afterAll(() => running.close());

/** What an HTTP client says when the connection ends or nothing comes. */
const NO_ANSWER = /other side closed|ECONNRESET|Timeout/;

interface Publisher {
  platform: string;
  accountId: string;
  publish(text: string): Promise<{ status: number; body: unknown; headers: Record<string, string> }>;
}

async function publisherOn(platform: string): Promise<Publisher> {
  const accounts = {
    TWITTER: SEED.twitterHarbourRowing,
    FACEBOOK: SEED.harbourRowing,
    INSTAGRAM: SEED.harbourRowingInstagram,
  };
  const accountId = accounts[platform as keyof typeof accounts];
  const token = await client.mint(platform, accountId);
  const publish = async (text: string) => {
    const options = { token, timeoutMs: 300 };
    if (platform === 'TWITTER') return client.send('POST', '/2/tweets', { ...options, json: { text } });
    if (platform === 'FACEBOOK')
      return client.send('POST', `/v26.0/${accountId}/feed`, { ...options, json: { message: text } });
    const image_url = `${running.url}/_sandbox/media/photo.jpg`;
    const container = await client.send('POST', `/v26.0/${accountId}/media`, {
      token,
      json: { image_url, caption: text },
    });
    await client.control('clock', { advanceSeconds: 2 });
    const { id } = container.body as { id: string };
    return client.send('POST', `/v26.0/${accountId}/media_publish`, {
      ...options,
      json: { creation_id: id },
    });
  };
  return { platform, accountId, publish };
}

describe.each(['TWITTER', 'FACEBOOK', 'INSTAGRAM'])('faults when publishing on %s', (platform) => {
  const order = (fault: string, more: object = {}) =>
    client.control('faults', { platform, operation: 'publish', fault, ...more });

  it.each([
    ['drop-answer', 1],
    ['hang-after-accept', 1],
    ['reset-before', 0],
    ['hang', 0],
  ])('%s gives no answer, and leaves %i posts live', async (fault, live) => {
    const account = await publisherOn(platform);
    await order(fault);

    await expect(account.publish('No answer')).rejects.toThrow(NO_ANSWER);

    expect(await client.ledger({ text: 'No answer' })).toHaveLength(live);
  });

  it.each([
    ['error-after-accept', 1],
    ['error-before', 0],
  ])('%s answers 5xx, and leaves %i posts live', async (fault, live) => {
    const account = await publisherOn(platform);
    await order(fault);

    const answer = await account.publish('Broken');

    expect(answer.status).toBe(platform === 'TWITTER' ? 503 : 500);
    expect(await client.ledger({ text: 'Broken' })).toHaveLength(live);
  });

  it('hits one call, then is used up', async () => {
    const account = await publisherOn(platform);
    await order('error-before');

    const first = await account.publish('Once broken');
    const second = await account.publish('Once broken');

    expect(first.status).toBeGreaterThanOrEqual(500);
    expect(second.status).toBeLessThan(300);
  });

  it('slow answers late, but rightly', async () => {
    const account = await publisherOn(platform);
    await order('slow', { ms: 50 });
    const startMs = performance.now();

    const answer = await account.publish('Slow');

    expect(answer.status).toBeLessThan(300);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(45);
  });

  it('custom answers what it is told to', async () => {
    const account = await publisherOn(platform);
    await order('custom', { status: 418, body: { odd: true }, headers: { 'x-odd': 'yes' } });

    const answer = await account.publish('Odd');

    expect(answer).toMatchObject({ status: 418, body: { odd: true }, headers: { 'x-odd': 'yes' } });
  });

  it('leaves other accounts and operations alone', async () => {
    const account = await publisherOn(platform);
    await order('error-before', { accountId: 'somebody-else', times: null });
    await client.control('faults', { platform, operation: 'insights', fault: 'error-before', times: null });

    const answer = await account.publish('Not meant');

    expect(answer.status).toBeLessThan(300);
  });
});

describe('faults of one platform', () => {
  it('X: a rate limit says when it ends', async () => {
    const account = await publisherOn('TWITTER');
    await client.control('faults', { operation: 'publish', fault: 'rate-limit', resetSeconds: 600 });

    const answer = await account.publish('Limited');

    const resetSeconds = Number(answer.headers['x-rate-limit-reset']) - Date.now() / 1000;
    expect(answer).toMatchObject({ status: 429, headers: { 'x-rate-limit-remaining': '0' } });
    expect(Math.round(resetSeconds / 10)).toBe(60);
  });

  it.each([
    ['FACEBOOK', 80001],
    ['INSTAGRAM', 80002],
  ])('%s: a rate limit says in minutes when it ends', async (platform, code) => {
    const account = await publisherOn(platform);
    await client.control('faults', { operation: 'publish', fault: 'rate-limit', resetSeconds: 600 });

    const answer = await account.publish('Limited');

    expect(answer.body).toMatchObject({ error: { code } });
    expect(answer.headers['x-business-use-case-usage']).toContain('"estimated_time_to_regain_access":10');
  });

  it.each([
    ['no-credit', 402, 'CreditsDepleted'],
    ['usage-cap', 429, 'UsageCapExceeded'],
  ])('X: %s', async (fault, status, title) => {
    const account = await publisherOn('TWITTER');
    await client.control('faults', { operation: 'publish', fault });

    const answer = await account.publish('Bill');

    expect(answer).toMatchObject({ status, body: { title } });
  });

  it('Instagram: the action is called blocked although the post is live', async () => {
    const account = await publisherOn('INSTAGRAM');
    await client.control('faults', { platform: 'INSTAGRAM', operation: 'publish', fault: 'action-blocked' });

    const answer = await account.publish('Blocked');

    expect(answer).toMatchObject({
      status: 403,
      body: { error: { code: 4, error_subcode: 2207051, is_transient: false } },
    });
    expect(await client.ledger({ text: 'Blocked' })).toHaveLength(1);
  });

  it('X: a refresh whose answer is lost has spent its token', async () => {
    const { body } = await client.control('tokens', {
      platform: 'TWITTER',
      accountId: SEED.twitterHarbourRowing,
    });
    await client.control('faults', { platform: 'TWITTER', operation: 'token', fault: 'drop-answer' });
    const form = {
      grant_type: 'refresh_token',
      refresh_token: (body as { refreshToken: string }).refreshToken,
      client_id: 'sandbox-x-client',
      client_secret: 'sandbox-x-secret',
    };

    await expect(client.send('POST', '/2/oauth2/token', { form })).rejects.toThrow(NO_ANSWER);
    const second = await client.send('POST', '/2/oauth2/token', { form });

    expect(second.status).toBe(400);
  });

  it('are taken back one by one', async () => {
    const account = await publisherOn('TWITTER');
    const fault = { operation: 'any', fault: 'error-before', times: null };
    const orders = [await client.control('faults', fault), await client.control('faults', fault)];
    const takeBack = async (place: number) =>
      await client.send('DELETE', `/_sandbox/faults/${(orders[place]!.body as { id: number }).id}`);

    const first = await takeBack(0);
    expect((await account.publish('Still broken')).status).not.toBe(201);
    const [second, again] = [await takeBack(1), await takeBack(1)];

    expect((await account.publish('Mended')).status).toBe(201);
    expect([first, second, again].map(({ body }) => body)).toEqual([
      { ok: true },
      { ok: true },
      { ok: false },
    ]);
  });

  it('are cleared together', async () => {
    const account = await publisherOn('TWITTER');
    await client.control('faults', { operation: 'any', fault: 'error-before', times: null });

    await client.send('DELETE', '/_sandbox/faults');

    expect((await account.publish('Clear')).status).toBe(201);
  });
});

describe('the control API', () => {
  it('creates accounts with tokens that work', async () => {
    for (const platform of ['TWITTER', 'FACEBOOK', 'INSTAGRAM']) {
      const { body } = await client.control('accounts', { platform, count: 2, name: 'Bench Club' });
      const { accounts } = body as { accounts: { accountId: string }[] };
      const token = await client.mint(platform, accounts[1]?.accountId ?? '');
      const path = platform === 'TWITTER' ? '/2/users/me' : `/v26.0/${accounts[1]?.accountId}`;

      const me = await client.send('GET', path, { token });

      expect(accounts).toHaveLength(2);
      expect(me.status).toBe(200);
    }
  });

  it('logs calls with what they did and how they ended, without secrets', async () => {
    const account = await publisherOn('FACEBOOK');
    await account.publish('Logged');
    await client.send('GET', '/v26.0/me?access_token=EAA-secret');

    const { body } = await client.send('GET', '/_sandbox/calls');

    const { calls } = body as { calls: Record<string, unknown>[] };
    expect(calls).toMatchObject([
      {
        method: 'POST',
        operation: 'publish',
        platform: 'FACEBOOK',
        accountId: SEED.harbourRowing,
        status: 200,
      },
      { method: 'GET', operation: 'read', status: 400 },
    ]);
    expect(JSON.stringify(calls)).not.toContain('EAA-secret');
    const rest = await client.send('GET', `/_sandbox/calls?since=${String(calls[0]?.['seq'])}`);
    expect((rest.body as { calls: unknown[] }).calls).toHaveLength(1);
  });

  it('writes a line for each live post to the ledger file', async () => {
    const account = await publisherOn('TWITTER');
    await account.publish('On disk');

    const lines = readFileSync(ledgerFile, 'utf8').trim().split('\n');

    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      platform: 'TWITTER',
      text: 'On disk',
      accountId: account.accountId,
    });
  });

  it('moves its clock', async () => {
    const { body } = await client.control('clock', { advanceSeconds: 86_400 });

    const aheadMs = Date.parse((body as { now: string }).now) - Date.now();

    expect(Math.round(aheadMs / 3_600_000)).toBe(24);
  });

  it.each([
    ['faults', { fault: 'meteor' }],
    ['accounts', { platform: 'MYSPACE' }],
    ['tokens', { platform: 'TWITTER', accountId: 'nobody' }],
    ['accounts/nobody', { state: 'ok' }],
  ])('says what is wrong with a call to %s', async (path, json) => {
    const answer = await client.control(path, json);

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ error: expect.any(String) });
  });

  it('hands out pictures that decode', async () => {
    const answer = await fetch(`${running.url}/_sandbox/media/photo.jpg`);
    const bytes = Buffer.from(await answer.arrayBuffer());

    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(bytes.subarray(-2).toString('hex')).toBe('ffd9');
  });
});
