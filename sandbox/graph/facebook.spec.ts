import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { SEED } from '../seed.ts';
import { startSandbox, type RunningSandbox } from '../server.ts';
import { facebookDialogPath, REDIRECT_URI, SandboxClient } from '../support/sandbox-client.ts';

interface TokenBody {
  access_token: string;
  expires_in: number;
}

interface PageEntry {
  id: string;
  name: string;
  access_token: string;
  tasks: string[];
}

interface PageList {
  data: PageEntry[];
  paging: { cursors: { after: string }; next?: string };
}

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

const app = { client_id: 'sandbox-facebook-app', client_secret: 'sandbox-facebook-secret' };
const APP_TOKEN = 'sandbox-facebook-app|sandbox-facebook-secret';

const accessToken = (parameters: Record<string, string>) =>
  client.send(
    'GET',
    `/v26.0/oauth/access_token?${new URLSearchParams({ ...app, ...parameters }).toString()}`,
  );

async function logIn(
  decision: Record<string, string> = {},
  dialog: Record<string, string> = {},
): Promise<string> {
  const back = await client.decide(facebookDialogPath(dialog), { decision: 'allow', ...decision });
  const short = await accessToken({ code: back.searchParams.get('code') ?? '', redirect_uri: REDIRECT_URI });
  const long = await accessToken({
    grant_type: 'fb_exchange_token',
    fb_exchange_token: (short.body as TokenBody).access_token,
  });
  return (long.body as TokenBody).access_token;
}

const pageToken = () => client.mint('FACEBOOK', SEED.harbourRowing);

const postMessage = (token: string, message: string) =>
  client.send('POST', `/v26.0/${SEED.harbourRowing}/feed`, { token, json: { message } });

const idOf = (body: unknown) => (body as { id: string }).id;

describe('the Facebook dialog', () => {
  it('brings a program from the dialog to a page token that does not expire', async () => {
    const user = await logIn();

    const accounts = await client.send('GET', '/v26.0/me/accounts', { token: user });
    const rowing = (accounts.body as PageList).data[0];
    const inspected = await client.send(
      'GET',
      `/v26.0/debug_token?input_token=${rowing?.access_token}&access_token=${APP_TOKEN}`,
    );

    expect(Object.keys(rowing ?? {}).sort()).toEqual([
      'access_token',
      'category',
      'category_list',
      'id',
      'name',
      'tasks',
    ]);
    expect(inspected.body).toMatchObject({
      data: {
        type: 'PAGE',
        is_valid: true,
        expires_at: 0,
        profile_id: SEED.harbourRowing,
        user_id: SEED.alex,
      },
    });
  });

  it('gives a short-lived token first, and 60 days for it', async () => {
    const back = await client.decide(facebookDialogPath(), { decision: 'allow' });

    const short = await accessToken({
      code: back.searchParams.get('code') ?? '',
      redirect_uri: REDIRECT_URI,
    });
    const long = await accessToken({
      grant_type: 'fb_exchange_token',
      fb_exchange_token: (short.body as TokenBody).access_token,
    });

    expect(Object.keys(short.body as object).sort()).toEqual(['access_token', 'expires_in', 'token_type']);
    expect((short.body as TokenBody).expires_in).toBeLessThanOrEqual(7200);
    expect((long.body as TokenBody).expires_in).toBeGreaterThan(59 * 86_400);
  });

  it('sends a refusal back in Facebook’s words', async () => {
    const back = await client.decide(facebookDialogPath(), { decision: 'refuse' });

    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: 'access_denied',
      error_code: '200',
      error_description: 'Permissions error',
      error_reason: 'user_denied',
      state: 'state-1',
    });
  });

  it('takes a code once, and only with the same redirect address', async () => {
    const back = await client.decide(facebookDialogPath(), { decision: 'allow' });
    const code = back.searchParams.get('code') ?? '';

    const elsewhere = await accessToken({ code, redirect_uri: `${REDIRECT_URI}/` });
    const first = await accessToken({ code, redirect_uri: REDIRECT_URI });
    const second = await accessToken({ code, redirect_uri: REDIRECT_URI });

    expect(elsewhere.body).toMatchObject({ error: { code: 100, error_subcode: 36008 } });
    expect(first.status).toBe(200);
    expect(second.body).toMatchObject({ error: { code: 100, error_subcode: 36009 } });
  });

  it('shares only the ticked Pages and the permissions that were not declined', async () => {
    const user = await logIn({ pages: SEED.oldTownTennis, declined: 'read_insights' });

    const accounts = await client.send('GET', '/v26.0/me/accounts', { token: user });
    const permissions = await client.send('GET', '/v26.0/me/permissions', { token: user });

    expect((accounts.body as PageList).data.map((page) => page.id)).toEqual([SEED.oldTownTennis]);
    expect((permissions.body as { data: unknown[] }).data).toEqual(
      expect.arrayContaining([
        { permission: 'read_insights', status: 'declined' },
        { permission: 'pages_show_list', status: 'granted' },
      ]),
    );
  });

  it('reads what a browser leaves ticked', async () => {
    const user = await logIn({ ticks: '1', pages: SEED.harbourRowing, granted: 'pages_show_list' });

    const accounts = await client.send('GET', '/v26.0/me/accounts', { token: user });
    const permissions = await client.send('GET', '/v26.0/me/permissions', { token: user });

    const granted = (permissions.body as { data: { permission: string; status: string }[] }).data
      .filter((row) => row.status === 'granted')
      .map((row) => row.permission);
    expect((accounts.body as PageList).data.map((page) => page.id)).toEqual([SEED.harbourRowing]);
    expect(granted).toEqual(['public_profile', 'pages_show_list']);
  });

  it('asks for a declined permission again only when told to', async () => {
    await logIn({ declined: 'read_insights' });
    const statusAfter = async (dialog: Record<string, string>) => {
      const user = await logIn({}, dialog);
      const { body } = await client.send('GET', '/v26.0/me/permissions', { token: user });
      return (body as { data: { permission: string; status: string }[] }).data.find(
        (row) => row.permission === 'read_insights',
      )?.status;
    };

    expect(await statusAfter({})).toBe('declined');
    expect(await statusAfter({ auth_type: 'rerequest' })).toBe('granted');
  });
});

describe('a person’s Pages', () => {
  it('come in several answers that follow one another', async () => {
    const user = await logIn();

    const first = (await client.send('GET', '/v26.0/me/accounts?fields=id,name&limit=20', { token: user }))
      .body as PageList;
    const second = (await client.send('GET', first.paging.next ?? '')).body as PageList;

    expect(first.data).toHaveLength(20);
    expect(second.data.length).toBeGreaterThan(0);
    expect(second.paging.next).toBeUndefined();
    expect(new Set([...first.data, ...second.data].map((page) => page.id)).size).toBe(
      first.data.length + second.data.length,
    );
  });

  it('show the linked Instagram account where there is one', async () => {
    const user = await logIn();

    const { body } = await client.send(
      'GET',
      '/v26.0/me/accounts?fields=id,instagram_business_account{id,username}&limit=2',
      { token: user },
    );

    expect((body as PageList).data).toEqual([
      {
        id: SEED.harbourRowing,
        instagram_business_account: { id: SEED.harbourRowingInstagram, username: 'harbourrowing' },
      },
      { id: SEED.oldTownTennis },
    ]);
  });

  it('are found under businesses when they are held through one', async () => {
    const user = await logIn();

    const path =
      '/v26.0/me/businesses?fields=id,name,owned_pages{id,name,access_token,tasks},client_pages{id}';
    const { body } = await client.send('GET', path, { token: user });

    const [business] = (body as { data: { owned_pages: PageList; client_pages: PageList }[] }).data;
    expect(business?.owned_pages.data.map((page) => page.id)).toEqual([SEED.lakesideSailing]);
    expect(business?.client_pages.data.map((page) => page.id)).toEqual([SEED.northGateCycling]);
  });

  it('are not listed any more when the role on them is lost', async () => {
    const user = await logIn({ user: SEED.sam });
    await client.control(`accounts/${SEED.samsSwimmers}`, { state: 'lost-role' });

    const { body } = await client.send('GET', '/v26.0/me/accounts', { token: user });

    expect((body as PageList).data).toEqual([]);
  });

  it('belong to the person who logged in', async () => {
    const user = await logIn({ user: SEED.sam });

    const { body } = await client.send('GET', '/v26.0/me/accounts', { token: user });

    expect((body as PageList).data.map((page) => page.id)).toEqual([SEED.samsSwimmers]);
  });
});

describe('posting on a Page', () => {
  it('answers as recorded and writes the ledger', async () => {
    const answer = await postMessage(await pageToken(), 'Open day on Saturday');

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ id: expect.stringMatching(new RegExp(`^${SEED.harbourRowing}_\\d+$`)) });
    expect(await client.ledger({ platform: 'FACEBOOK' })).toMatchObject([
      { accountId: SEED.harbourRowing, text: 'Open day on Saturday', id: idOf(answer.body), mediaCount: 0 },
    ]);
  });

  it.each([
    [
      'the query',
      (path: string, token: string) => client.send('POST', `${path}?message=Hi&access_token=${token}`),
    ],
    [
      'a form',
      (path: string, token: string) =>
        client.send('POST', path, { form: { message: 'Hi', access_token: token } }),
    ],
    [
      'JSON',
      (path: string, token: string) =>
        client.send('POST', path, { json: { message: 'Hi', access_token: token } }),
    ],
  ])('reads parameters from %s', async (_where, send) => {
    const answer = await send(`/v26.0/${SEED.harbourRowing}/feed`, await pageToken());

    expect(answer.status).toBe(200);
    expect(await client.ledger({ text: 'Hi' })).toHaveLength(1);
  });

  it('wants the token of the Page, not of the person', async () => {
    const answer = await postMessage(await logIn(), 'As a person');

    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ error: { code: 200, type: 'OAuthException' } });
  });

  it('wants the task CREATE_CONTENT', async () => {
    const token = await client.mint('FACEBOOK', SEED.riversideRunners);

    const answer = await client.send('POST', `/v26.0/${SEED.riversideRunners}/feed`, {
      token,
      json: { message: 'a' },
    });

    expect(answer.body).toMatchObject({ error: { code: 200 } });
  });

  it('refuses the same message again, unless the check is off', async () => {
    const token = await pageToken();
    await postMessage(token, 'Twice');

    const refused = await postMessage(token, 'Twice');
    await client.control(`accounts/${SEED.harbourRowing}`, { duplicateCheck: false });
    const accepted = await postMessage(token, 'Twice');

    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ error: { code: 506, message: '(#506) Duplicate status message' } });
    expect(accepted.status).toBe(200);
    expect(await client.ledger({ text: 'Twice' })).toHaveLength(2);
  });

  it('shows a photo from an address, and several kept ones in one post', async () => {
    const token = await pageToken();
    const url = `${running.url}/_sandbox/media/photo.jpg`;
    const addPhoto = (json: object) =>
      client.send('POST', `/v26.0/${SEED.harbourRowing}/photos`, { token, json: { url, ...json } });

    const shown = await addPhoto({ caption: 'One' });
    const kept = [
      await addPhoto({ published: false }),
      await addPhoto({ published: false, alt_text_custom: 'Boats' }),
    ];
    const attached_media = kept.map((photo) => ({ media_fbid: idOf(photo.body) }));
    const album = await client.send('POST', `/v26.0/${SEED.harbourRowing}/feed`, {
      token,
      json: { message: 'Two', attached_media },
    });
    const again = await client.send('POST', `/v26.0/${SEED.harbourRowing}/feed`, {
      token,
      json: { message: 'Three', attached_media },
    });

    expect(Object.keys(shown.body as object).sort()).toEqual(['id', 'post_id']);
    expect(Object.keys(kept[0]?.body as object)).toEqual(['id']);
    expect([album.status, again.status]).toEqual([200, 400]);
    expect((await client.ledger()).map((post) => [post['text'], post['mediaCount']])).toEqual([
      ['One', 1],
      ['Two', 2],
    ]);
  });

  it('does not fetch photos from anywhere but this machine', async () => {
    const url = 'http://169.254.169.254/latest/meta-data';

    const answer = await client.send('POST', `/v26.0/${SEED.harbourRowing}/photos`, {
      token: await pageToken(),
      json: { url },
    });

    expect(answer.body).toMatchObject({ error: { code: 324 } });
  });

  it('edits and deletes', async () => {
    const token = await pageToken();
    const id = idOf((await postMessage(token, 'Typo')).body);

    const edited = await client.send('POST', `/v26.0/${id}`, { token, json: { message: 'No typo' } });
    const read = await client.send('GET', `/v26.0/${id}?fields=message`, { token });
    const deleted = await client.send('DELETE', `/v26.0/${id}`, { token });
    const gone = await client.send('GET', `/v26.0/${id}`, { token });

    expect([edited.body, deleted.body]).toEqual([{ success: true }, { success: true }]);
    expect(read.body).toEqual({ id, message: 'No typo' });
    expect(gone.body).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });
});

describe('reading from a Page', () => {
  it('gives counts in the form of Graph, growing with age', async () => {
    const token = await pageToken();
    const id = idOf((await postMessage(token, 'Count me')).body);
    await client.control('clock', { advanceSeconds: 86_400 });
    const fields =
      'shares,likes.summary(true).limit(0),comments.summary(true).limit(0),reactions.summary(total_count).limit(0)';

    const { body } = await client.send('GET', `/v26.0/${id}?fields=${fields}`, { token });

    expect(body).toEqual({
      id,
      shares: { count: expect.any(Number) },
      likes: { data: [], summary: { total_count: expect.any(Number), can_like: true, has_liked: false } },
      comments: {
        data: [],
        summary: { order: 'ranked', total_count: expect.any(Number), can_comment: true },
      },
      reactions: { data: [], summary: { total_count: expect.any(Number) } },
    });
  });

  it('answers valid metrics, and refuses the whole request for one that is retired', async () => {
    const token = await pageToken();
    const id = idOf((await postMessage(token, 'Measure me')).body);

    const valid = await client.send(
      'GET',
      `/v26.0/${id}/insights?metric=post_media_view,post_total_media_view_unique`,
      { token },
    );
    const retired = await client.send(
      'GET',
      `/v26.0/${id}/insights?metric=post_media_view,post_impressions`,
      { token },
    );

    const [first] = (valid.body as { data: object[] }).data;
    expect(Object.keys(first ?? {}).sort()).toEqual([
      'description',
      'id',
      'name',
      'period',
      'title',
      'values',
    ]);
    expect(retired.status).toBe(400);
    expect(retired.body).toMatchObject({
      error: {
        code: 100,
        message: '(#100) The value must be a valid insights metric',
        type: 'OAuthException',
      },
    });
  });

  it('lists posts newest first with paging, after the read lag', async () => {
    const token = await pageToken();
    for (const message of ['First', 'Second', 'Third']) await postMessage(token, message);
    await client.control(`accounts/${SEED.harbourRowing}`, { readLagSeconds: 10 });

    const path = `/v26.0/${SEED.harbourRowing}/published_posts?fields=id,message,created_time,insights.metric(post_media_view)&limit=2`;
    const early = await client.send('GET', path, { token });
    await client.control('clock', { advanceSeconds: 11 });
    const first = await client.send('GET', path, { token });
    const list = first.body as {
      data: { message: string; created_time: string }[];
      paging: { next: string };
    };
    const second = await client.send('GET', list.paging.next);

    expect(early.body).toEqual({ data: [] });
    expect(list.data.map((post) => post.message)).toEqual(['Third', 'Second']);
    expect(list.data[0]?.created_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);
    expect(second.body).toMatchObject({ data: [{ message: 'First' }] });
  });

  it('refuses unknown fields and the retired ids parameter', async () => {
    const token = await pageToken();
    const id = idOf((await postMessage(token, 'Fields')).body);

    const field = await client.send('GET', `/v26.0/${id}?fields=colour`, { token });
    const ids = await client.send('GET', `/v26.0/?ids=${id}`, { token });

    expect(field.body).toMatchObject({
      error: { code: 100, message: expect.stringContaining('nonexisting field (colour)') },
    });
    expect([ids.status, (ids.body as { error: { code: number } }).error.code]).toEqual([400, 100]);
  });

  it('does not show one Page’s posts to another', async () => {
    const id = idOf((await postMessage(await pageToken(), 'Ours')).body);

    const answer = await client.send('GET', `/v26.0/${id}`, {
      token: await client.mint('FACEBOOK', SEED.samsSwimmers),
    });

    expect(answer.body).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });

  it('answers a batch item by item, each with its own token', async () => {
    const token = await pageToken();
    const id = idOf((await postMessage(token, 'Batch')).body);
    const foreign = await client.mint('FACEBOOK', SEED.samsSwimmers);
    const batch = JSON.stringify([
      { method: 'GET', relative_url: `v26.0/${id}?fields=message` },
      { method: 'GET', relative_url: `v26.0/${id}?fields=message`, access_token: foreign },
    ]);

    const { body } = await client.send('POST', '/v26.0/', {
      form: { access_token: token, include_headers: 'false', batch },
    });

    const [own, other] = body as { code: number; body: string }[];
    expect(own).toEqual({ code: 200, body: JSON.stringify({ message: 'Batch', id }) });
    expect(other?.code).toBe(400);
  });
});

describe('Facebook tokens', () => {
  it.each([
    ['expired', 463],
    ['password-changed', 460],
    ['app-removed', 458],
    ['checkpoint', 459],
    ['lost-role', 492],
  ])('are refused when the account is %s', async (state, subcode) => {
    const token = await pageToken();
    await client.control(`accounts/${SEED.harbourRowing}`, { state });

    const answer = await postMessage(token, 'Refused');

    expect(answer.status).toBe(400);
    expect(answer.headers['www-authenticate']).toContain('invalid_token');
    expect(answer.body).toMatchObject({
      error: { code: 190, error_subcode: subcode, type: 'OAuthException' },
    });
    expect(await client.ledger()).toEqual([]);
  });

  it('work again after the person has logged in anew', async () => {
    await client.control(`accounts/${SEED.harbourRowing}`, { state: 'expired' });

    const answer = await postMessage(await pageToken(), 'Back again');

    expect(answer.status).toBe(200);
  });

  it('end with the app’s permissions', async () => {
    const user = await logIn();

    const revoked = await client.send('DELETE', '/v26.0/me/permissions', { token: user });
    const after = await client.send('GET', '/v26.0/me', { token: user });

    expect(revoked.body).toEqual({ success: true });
    expect(after.body).toMatchObject({ error: { code: 190, error_subcode: 458 } });
  });

  it('need the right proof when one is given, or demanded', async () => {
    const token = await pageToken();
    const proof = createHmac('sha256', 'sandbox-facebook-secret').update(token).digest('hex');
    await client.control('settings', { requireAppSecretProof: true });

    const without = await client.send('GET', '/v26.0/me', { token });
    const wrong = await client.send('GET', '/v26.0/me?appsecret_proof=00', { token });
    const right = await client.send('GET', `/v26.0/me?appsecret_proof=${proof}`, { token });

    expect(without.body).toMatchObject({ error: { code: 100, type: 'GraphMethodException' } });
    expect(wrong.body).toMatchObject({
      error: { code: 100, message: 'Invalid appsecret_proof provided in the API argument' },
    });
    expect(right.body).toEqual({ id: SEED.harbourRowing, name: 'Harbour Rowing Club' });
  });

  it('meet a Page whose calls are used up', async () => {
    const token = await pageToken();
    await client.control(`accounts/${SEED.harbourRowing}`, { usagePercent: 100, regainMinutes: 19 });

    const answer = await postMessage(token, 'Too much');

    expect(answer.body).toMatchObject({ error: { code: 80001 } });
    expect(JSON.parse(answer.headers['x-business-use-case-usage'] ?? '')).toMatchObject({
      [SEED.harbourRowing]: [{ type: 'pages', call_count: 100, estimated_time_to_regain_access: 19 }],
    });
  });
});
