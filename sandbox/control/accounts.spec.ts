import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SEED } from '../seed.ts';
import { startSandbox, type RunningSandbox } from '../server.ts';
import { SandboxClient } from '../support/sandbox-client.ts';

let running: RunningSandbox;
let client: SandboxClient;

beforeAll(async () => {
  running = await startSandbox();
  client = new SandboxClient(running.url);
});

beforeEach(async () => {
  await client.control('reset', {});
});

afterAll(() => running.close());

const page = SEED.harbourRowing;
const instagram = SEED.harbourRowingInstagram;
const appToken = 'sandbox-facebook-app|sandbox-facebook-secret';

async function read(token: string, path: string): Promise<unknown> {
  return (await client.send('GET', `/v26.0/${path}`, { token })).body;
}

describe('states in which an account says it is connected and takes no posts', () => {
  it('a Page that is not published says so', async () => {
    const token = await client.mint('FACEBOOK', page);

    await client.control(`accounts/${page}`, { isPublished: false });

    expect(await read(token, `${page}?fields=is_published`)).toEqual({ id: page, is_published: false });
  });

  it('a personal Instagram account stays connected to its Page and is refused as no business', async () => {
    const token = await client.mint('INSTAGRAM', instagram);

    await client.control(`accounts/${instagram}`, { isProfessional: false });

    const fields = 'instagram_business_account{id},connected_instagram_account{id}';
    expect(await read(token, `me?fields=${fields}`)).toEqual({
      id: page,
      connected_instagram_account: { id: instagram },
    });
    expect(await read(token, `${instagram}?fields=id`)).toMatchObject({
      error: { code: 10, message: expect.stringContaining('not an Instagram Business') },
    });
  });

  it('an Instagram account that was unlinked is nowhere to be seen', async () => {
    const token = await client.mint('INSTAGRAM', instagram);

    await client.control(`accounts/${instagram}`, { isLinked: false });

    const fields = 'instagram_business_account{id},connected_instagram_account{id}';
    expect(await read(token, `me?fields=${fields}`)).toEqual({ id: page });
    expect(await read(token, `${instagram}?fields=id`)).toMatchObject({
      error: { code: 100, error_subcode: 33 },
    });
  });

  it('a person whose tasks were taken away reaches the Page without them, or not at all', async () => {
    const { body } = await client.control('tokens', { platform: 'FACEBOOK', accountId: page });
    const { loginToken } = body as { loginToken: string };
    const accounts = () => read(loginToken, 'me/accounts?fields=id,tasks');

    await client.control(`accounts/${page}`, { tasks: ['ANALYZE'] });
    const fewer = await accounts();
    await client.control(`accounts/${page}`, { tasks: [] });

    expect(fewer).toMatchObject({ data: [{ id: page, tasks: ['ANALYZE'] }] });
    expect(await accounts()).toEqual({ data: [] });
  });

  it('data access ends for the tokens of one Page', async () => {
    const token = await client.mint('FACEBOOK', page);

    await client.control(`tokens/${page}/data-access`, { endsInSeconds: -60 });

    const told = (await read(appToken, `debug_token?input_token=${token}`)) as {
      data: { is_valid: boolean; data_access_expires_at: number };
    };
    expect(told.data.is_valid).toBe(true);
    expect(told.data.data_access_expires_at * 1000).toBeLessThan(Date.now());
  });

  it('an app in development mode lists its permissions as not approved, to itself only', async () => {
    const path = 'sandbox-facebook-app/permissions';
    const live = await read(appToken, path);

    await client.control('settings', { appIsLive: false });

    const entry = (status: string) =>
      expect.objectContaining({
        data: expect.arrayContaining([{ permission: 'pages_manage_posts', status }]),
      });
    expect(live).toEqual(entry('live'));
    expect(await read(appToken, path)).toEqual(entry('unapproved'));
    expect(await read('somebody', path)).toMatchObject({ error: { code: 190 } });
  });

  it('an X app that may only read says it with every answer, and is refused posts', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);

    await client.control('settings', { twitterAccess: 'read' });

    const me = await client.send('GET', '/2/users/me', { token });
    const post = await client.send('POST', '/2/tweets', { token, json: { text: 'Six o clock' } });
    expect([me.status, me.headers['x-access-level']]).toEqual([200, 'read']);
    expect([post.status, post.body]).toEqual([
      403,
      expect.objectContaining({ type: expect.stringMatching(/oauth1-permissions$/) }),
    ]);
    expect(await client.ledger()).toEqual([]);
  });

  it.each([{ tasks: ['SWEEP'] }, { tasks: 'MANAGE' }, { state: 'unheard-of' }])(
    'refuses a setting that makes no sense: %j',
    async (settings) => {
      expect((await client.control(`accounts/${page}`, settings)).status).toBe(400);
    },
  );
});
