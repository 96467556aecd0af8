import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SEED } from '../seed.ts';
import { startSandbox, type RunningSandbox } from '../server.ts';
import {
  BASIC,
  REDIRECT_URI,
  SandboxClient,
  twitterDialogPath,
  VERIFIER,
} from '../support/sandbox-client.ts';

interface TokenBody {
  access_token: string;
  refresh_token: string;
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

const tokenCall = (form: Record<string, string>) =>
  client.send('POST', '/2/oauth2/token', { form, headers: { authorization: BASIC } });

async function logIn(): Promise<TokenBody> {
  const back = await client.decide(twitterDialogPath(), { decision: 'allow' });
  const answer = await exchange(back.searchParams.get('code') ?? '');
  return answer.body as TokenBody;
}

const exchange = (code: string, changes: Record<string, string> = {}) =>
  tokenCall({
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: VERIFIER,
    ...changes,
  });

const refresh = (token: string) => tokenCall({ grant_type: 'refresh_token', refresh_token: token });

async function postText(token: string, text: string) {
  const answer = await client.send('POST', '/2/tweets', { token, json: { text } });
  return (answer.body as { data: { id: string; text: string } }).data;
}

describe('the X dialog', () => {
  it('brings a program from the consent page to a token pair', async () => {
    const back = await client.decide(twitterDialogPath(), {
      decision: 'allow',
      user: SEED.twitterOldTownTennis,
    });

    const answer = await exchange(back.searchParams.get('code') ?? '');

    expect(back.searchParams.get('state')).toBe('state-1');
    expect(Object.keys(answer.body as object).sort()).toEqual([
      'access_token',
      'expires_in',
      'refresh_token',
      'scope',
      'token_type',
    ]);
    const me = await client.send('GET', '/2/users/me', { token: (answer.body as TokenBody).access_token });
    expect(me.body).toEqual({
      data: { id: SEED.twitterOldTownTennis, name: 'Old Town Tennis', username: 'oldtowntennis' },
    });
  });

  it('sends a refusal back with the state', async () => {
    const back = await client.decide(twitterDialogPath(), { decision: 'refuse' });

    expect(Object.fromEntries(back.searchParams)).toEqual({ error: 'access_denied', state: 'state-1' });
  });

  it.each([
    ['an unknown client', { client_id: 'stranger' }],
    ['an unknown scope', { scope: 'tweet.eat' }],
    ['a redirect that is no web address', { redirect_uri: 'javascript:alert(1)' }],
    ['another response type', { response_type: 'token' }],
    ['an unknown challenge method', { code_challenge_method: 'S512' }],
  ])('refuses %s without leading anywhere', async (_what, changes) => {
    const page = await client.send('GET', twitterDialogPath(changes));

    expect(page.status).toBe(400);
    expect(page.headers['location']).toBeUndefined();
  });

  it('shows nothing that the address line could smuggle in', async () => {
    const page = await client.send('GET', twitterDialogPath({ scope: '<script>' }));

    expect(page.text).not.toContain('<script>');
  });
});

describe('X tokens', () => {
  it.each([
    ['another verifier', { code_verifier: 'wrong' }],
    ['another redirect address', { redirect_uri: `${REDIRECT_URI}/other` }],
  ])('refuses a code with %s', async (_what, changes) => {
    const back = await client.decide(twitterDialogPath(), { decision: 'allow' });

    const answer = await exchange(back.searchParams.get('code') ?? '', changes);

    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      error: 'invalid_request',
      error_description: 'Value passed for the authorization code was invalid.',
    });
  });

  it('takes a code once, and for 30 seconds', async () => {
    const first = await client.decide(twitterDialogPath(), { decision: 'allow' });
    const second = await client.decide(twitterDialogPath(), { decision: 'allow' });

    const used = await exchange(first.searchParams.get('code') ?? '');
    const again = await exchange(first.searchParams.get('code') ?? '');
    await client.control('clock', { advanceSeconds: 31 });
    const late = await exchange(second.searchParams.get('code') ?? '');

    expect([used.status, again.status, late.status]).toEqual([200, 400, 400]);
  });

  it('refuses a client without its secret', async () => {
    const answer = await client.send('POST', '/2/oauth2/token', {
      form: { grant_type: 'refresh_token', client_id: 'sandbox-x-client' },
    });

    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({
      error: 'unauthorized_client',
      error_description: 'Missing valid authorization header',
    });
  });

  it('rotates the refresh token, and burns the family when a spent one comes back', async () => {
    const first = await logIn();
    const second = (await refresh(first.refresh_token)).body as TokenBody;

    const reused = await refresh(first.refresh_token);
    const newest = await refresh(second.refresh_token);
    const me = await client.send('GET', '/2/users/me', { token: second.access_token });

    expect(reused.body).toEqual({
      error: 'invalid_request',
      error_description: 'Value passed for the token was invalid.',
    });
    expect([reused.status, newest.status, me.status]).toEqual([400, 400, 401]);
  });

  it('lets an access token live for two hours', async () => {
    const tokens = await logIn();

    await client.control('clock', { advanceSeconds: 7201 });
    const late = await client.send('GET', '/2/users/me', { token: tokens.access_token });
    const refreshed = await refresh(tokens.refresh_token);

    expect(late.status).toBe(401);
    expect(late.body).toEqual({
      title: 'Unauthorized',
      detail: 'Unauthorized',
      type: 'about:blank',
      status: 401,
    });
    expect(refreshed.status).toBe(200);
  });

  it('revokes the family through its refresh token, and wants to be told what kind of token it is', async () => {
    const tokens = await logIn();
    const revoke = (form: Record<string, string>) =>
      client.send('POST', '/2/oauth2/revoke', { form, headers: { authorization: BASIC } });

    const withoutHint = await revoke({ token: tokens.refresh_token });
    const withHint = await revoke({ token: tokens.refresh_token, token_type_hint: 'refresh_token' });
    const me = await client.send('GET', '/2/users/me', { token: tokens.access_token });

    expect([withoutHint.status, withHint.status, me.status]).toEqual([400, 200, 401]);
  });

  it('expires on demand: the access token alone, or both', async () => {
    const tokens = await logIn();

    await client.control('tokens/expire', { accountId: SEED.twitterHarbourRowing });
    const refreshed = await refresh(tokens.refresh_token);
    await client.control('tokens/expire', { accountId: SEED.twitterHarbourRowing, refresh: true });
    const dead = await refresh((refreshed.body as TokenBody).refresh_token);

    expect([refreshed.status, dead.status]).toEqual([200, 400]);
  });
});

describe('the state of an X account', () => {
  it.each([
    ['expired', 401, 200],
    ['revoked', 401, 400],
    ['ok', 200, 200],
  ])('%s: reading answers %i, refreshing %i', async (state, reading, refreshing) => {
    const tokens = await logIn();
    await client.control(`accounts/${SEED.twitterHarbourRowing}`, { state });

    const me = await client.send('GET', '/2/users/me', { token: tokens.access_token });
    const refreshed = await refresh(tokens.refresh_token);

    expect([me.status, refreshed.status]).toEqual([reading, refreshing]);
  });
});

describe('posting on X', () => {
  it('answers as recorded and writes the ledger', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);

    const answer = await client.send('POST', '/2/tweets', { token, json: { text: 'Regatta on Sunday' } });

    const { data } = answer.body as { data: { id: string } };
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      data: { id: data.id, text: 'Regatta on Sunday', edit_history_tweet_ids: [data.id] },
    });
    expect(answer.headers['location']).toMatch(new RegExp(`/2/tweets/${data.id}$`));
    expect(Object.keys(answer.headers)).toEqual(
      expect.arrayContaining([
        'api-version',
        'x-access-level',
        'x-rate-limit-limit',
        'x-rate-limit-remaining',
        'x-rate-limit-reset',
      ]),
    );
    expect(await client.ledger({ text: 'Regatta on Sunday' })).toMatchObject([
      {
        platform: 'TWITTER',
        accountId: SEED.twitterHarbourRowing,
        id: data.id,
        mediaCount: 0,
        deletedAt: null,
      },
    ]);
  });

  it('shortens links in what it gives back, and keeps the text as sent in the ledger', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    const text = 'Row & win https://harbour-rowing.club/race?id=1 now';

    const { id } = await postText(token, text);
    const read = await client.send('GET', `/2/tweets?ids=${id}&tweet.fields=entities`, { token });

    const [post] = (
      read.body as { data: { text: string; entities: { urls: { url: string; expanded_url: string }[] } }[] }
    ).data;
    expect(post?.text).toMatch(/^Row &amp; win https:\/\/t\.co\/\w{10} now$/);
    expect(post?.entities.urls[0]?.expanded_url).toBe('https://harbour-rowing.club/race?id=1');
    expect(await client.ledger({ text })).toHaveLength(1);
  });

  it('refuses the same text twice', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    await postText(token, 'Again');

    const answer = await client.send('POST', '/2/tweets', { token, json: { text: 'Again' } });

    expect(answer.status).toBe(403);
    expect(answer.body).toEqual({
      detail: 'You are not allowed to create a Tweet with duplicate content.',
      type: 'about:blank',
      title: 'Forbidden',
      status: 403,
    });
    expect(await client.ledger({ text: 'Again' })).toHaveLength(1);
  });

  it.each([
    ['an unknown field', { text: 'a', colour: 'red' }, 400],
    ['no text', {}, 400],
    [
      'media and a poll',
      { text: 'a', media: { media_ids: ['1'] }, poll: { options: ['a', 'b'], duration_minutes: 5 } },
      400,
    ],
    ['five media', { text: 'a', media: { media_ids: ['1', '2', '3', '4', '5'] } }, 400],
    ['unknown media', { text: 'a', media: { media_ids: ['1'] } }, 400],
    ['281 characters', { text: 'a'.repeat(281) }, 403],
    ['141 wide characters', { text: '漢'.repeat(141) }, 403],
  ])('refuses %s', async (_what, json, status) => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);

    const answer = await client.send('POST', '/2/tweets', { token, json });

    expect(answer.status).toBe(status);
    expect(await client.ledger()).toEqual([]);
  });

  it('counts a long link as 23 characters', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    const text = `${'a'.repeat(256)} https://harbour-rowing.club/${'b'.repeat(200)}`;

    const answer = await client.send('POST', '/2/tweets', { token, json: { text } });

    expect(answer.status).toBe(201);
  });

  it('takes an uploaded picture, and shows one link for it', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    const photo = await fetch(`${running.url}/_sandbox/media/photo.jpg`).then((answer) =>
      answer.arrayBuffer(),
    );
    const form = new FormData();
    form.set('media_category', 'tweet_image');
    form.set('media', new Blob([photo]), 'photo.jpg');

    const upload = await fetch(`${running.url}/2/media/upload`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${token}` },
    });
    const { data } = (await upload.json()) as { data: { id: string; media_key: string } };
    const post = await client.send('POST', '/2/tweets', {
      token,
      json: { text: 'Look', media: { media_ids: [data.id] } },
    });

    expect(data.media_key).toBe(`3_${data.id}`);
    expect((post.body as { data: { text: string } }).data.text).toMatch(/^Look https:\/\/t\.co\/\w{10}$/);
    expect(await client.ledger({ text: 'Look' })).toMatchObject([{ mediaCount: 1 }]);
  });

  it('processes a chunked video by polls before a post may use it', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    const init = await client.send('POST', '/2/media/upload/initialize', {
      token,
      json: { media_type: 'video/mp4', total_bytes: 8, media_category: 'tweet_video' },
    });
    const { id } = (init.body as { data: { id: string } }).data;
    await client.send('POST', `/2/media/upload/${id}/append`, {
      token,
      json: { media: Buffer.from('....ftyp').toString('base64'), segment_index: 0 },
    });

    const finalize = await client.send('POST', `/2/media/upload/${id}/finalize`, { token });
    const early = await client.send('POST', '/2/tweets', {
      token,
      json: { text: 'Film', media: { media_ids: [id] } },
    });
    await client.send('GET', `/2/media/upload?command=STATUS&media_id=${id}`, { token });
    const status = await client.send('GET', `/2/media/upload?command=STATUS&media_id=${id}`, { token });
    const post = await client.send('POST', '/2/tweets', {
      token,
      json: { text: 'Film', media: { media_ids: [id] } },
    });

    expect(finalize.body).toMatchObject({
      data: { media_key: `7_${id}`, size: 8, processing_info: { state: 'pending' } },
    });
    expect(status.body).toMatchObject({ data: { processing_info: { state: 'succeeded' } } });
    expect([early.status, post.status]).toEqual([400, 201]);
  });

  it('refuses a token without the scope', async () => {
    const { body } = await client.control('tokens', {
      platform: 'TWITTER',
      accountId: SEED.twitterHarbourRowing,
      scopes: ['tweet.read', 'users.read'],
    });

    const answer = await client.send('POST', '/2/tweets', {
      token: (body as { accessToken: string }).accessToken,
      json: { text: 'a' },
    });

    expect(answer.status).toBe(403);
  });

  it.each([
    ['locked', 326],
    ['suspended', 64],
  ])('answers for a %s account in the old shape', async (state, code) => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    await client.control(`accounts/${SEED.twitterHarbourRowing}`, { state });

    const answer = await client.send('POST', '/2/tweets', { token, json: { text: 'a' } });

    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ errors: [{ code }] });
  });

  it('takes down a post and says so in the ledger', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    const { id } = await postText(token, 'Gone soon');

    const answer = await client.send('DELETE', `/2/tweets/${id}`, { token });

    expect(answer.body).toEqual({ data: { deleted: true } });
    const [entry] = await client.ledger({ text: 'Gone soon' });
    expect(entry?.['deletedAt']).toEqual(expect.any(String));
  });
});

describe('reading from X', () => {
  it('gives what it finds, and an error for what it does not', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    const { id } = await postText(token, 'Here');

    const { body } = await client.send(
      'GET',
      `/2/tweets?ids=${id},42&tweet.fields=public_metrics,created_at`,
      { token },
    );

    expect(body).toMatchObject({
      data: [{ id, text: 'Here', edit_history_tweet_ids: [id] }],
      errors: [
        { resource_id: '42', title: 'Not Found Error', detail: 'Could not find tweet with ids: [42].' },
      ],
    });
  });

  it('answers in the vocabulary it is asked in', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    const { id } = await postText(token, 'Words');
    await client.control('clock', { advanceSeconds: 3600 });

    const old = await client.send('GET', `/2/tweets?ids=${id}&tweet.fields=public_metrics`, { token });
    const renamed = await client.send('GET', `/2/tweets?ids=${id}&post.fields=public_metrics`, { token });

    expect(old.body).toMatchObject({
      data: [{ public_metrics: { retweet_count: expect.any(Number), impression_count: expect.any(Number) } }],
    });
    expect(renamed.body).toMatchObject({
      data: [{ edit_history_post_ids: [id], public_metrics: { repost_count: expect.any(Number) } }],
    });
  });

  it('lets engagement grow with age', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    const { id } = await postText(token, 'Grow');
    const impressions = async (token: string) => {
      const { body } = await client.send('GET', `/2/tweets?ids=${id}&tweet.fields=public_metrics`, { token });
      return (
        (body as { data: { public_metrics: { impression_count: number } }[] }).data[0]?.public_metrics
          .impression_count ?? -1
      );
    };

    const atFirst = await impressions(token);
    await client.control('clock', { advanceSeconds: 86_400 });
    const later = await impressions(await client.mint('TWITTER', SEED.twitterHarbourRowing));

    expect(later).toBeGreaterThan(atFirst);
  });

  it('keeps private metrics to the author, for 30 days', async () => {
    const own = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    const foreign = await client.mint('TWITTER', SEED.twitterOldTownTennis);
    const { id } = await postText(own, 'Secret counts');
    const path = `/2/tweets?ids=${id}&tweet.fields=non_public_metrics`;

    const young = await client.send('GET', path, { token: own });
    const others = await client.send('GET', path, { token: foreign });
    await client.control('clock', { advanceSeconds: 31 * 86_400 });
    const old = await client.send('GET', path, {
      token: await client.mint('TWITTER', SEED.twitterHarbourRowing),
    });

    expect(young.body).toMatchObject({ data: [{ non_public_metrics: { engagements: expect.any(Number) } }] });
    for (const answer of [others, old]) {
      expect(answer.body).toMatchObject({
        errors: [{ resource_id: id, type: expect.stringContaining('not-authorized-for-field') }],
      });
    }
  });

  it('pages through a timeline, newest first', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    for (let number = 1; number <= 7; number++) await postText(token, `Number ${number}`);
    const path = `/2/users/${SEED.twitterHarbourRowing}/tweets?max_results=5`;

    const first = (await client.send('GET', path, { token })).body as {
      data: { text: string }[];
      meta: { next_token: string };
    };
    const second = (await client.send('GET', `${path}&pagination_token=${first.meta.next_token}`, { token }))
      .body as typeof first;

    expect(first.data.map((post) => post.text)).toEqual([
      'Number 7',
      'Number 6',
      'Number 5',
      'Number 4',
      'Number 3',
    ]);
    expect(second.data.map((post) => post.text)).toEqual(['Number 2', 'Number 1']);
    expect(second.meta.next_token).toBeUndefined();
  });

  it('has no data on an empty page, and none before start_time', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    await postText(token, 'Early');
    const path = `/2/users/${SEED.twitterHarbourRowing}/tweets?start_time=2099-01-01T00:00:00Z`;

    const { body } = await client.send('GET', path, { token });

    expect(body).toEqual({ meta: { result_count: 0 } });
  });

  it('shows a post only after the read lag', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    await client.control(`accounts/${SEED.twitterHarbourRowing}`, { readLagSeconds: 20 });
    const { id } = await postText(token, 'Late');
    const path = `/2/tweets?ids=${id}`;

    const early = await client.send('GET', path, { token });
    await client.control('clock', { advanceSeconds: 21 });
    const later = await client.send('GET', path, { token });

    expect(early.body).not.toHaveProperty('data');
    expect(later.body).toMatchObject({ data: [{ id }] });
  });

  it('refuses calls beyond a limit, and says when it ends', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    await client.control('limits', { endpoint: 'GET /2/users/me', limit: 1 });

    const first = await client.send('GET', '/2/users/me', { token });
    const second = await client.send('GET', '/2/users/me', { token });

    expect(first.headers['x-rate-limit-remaining']).toBe('0');
    expect(second.status).toBe(429);
    expect(Number(second.headers['x-rate-limit-reset'])).toBeGreaterThan(Date.now() / 1000);
  });

  it('adds the limits of a day where the account has them', async () => {
    const token = await client.mint('TWITTER', SEED.twitterHarbourRowing);
    await client.control('limits', { endpoint: 'POST /2/tweets', limit: 100, dayLimit: 2 });

    await postText(token, 'One');
    await postText(token, 'Two');
    const third = await client.send('POST', '/2/tweets', { token, json: { text: 'Three' } });

    expect(third.status).toBe(429);
    expect(third.headers).toMatchObject({
      'x-rate-limit-remaining': '97',
      'x-user-limit-24hour-remaining': '0',
    });
  });

  it('answers unknown paths as X does', async () => {
    const answer = await client.send('GET', '/2/unknown');

    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ title: 'Not Found', status: 404 });
  });
});
