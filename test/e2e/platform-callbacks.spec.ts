import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { SEED } from '../../sandbox/seed.ts';
import { EngagementService } from '../../src/modules/engagement/engagement.service.ts';
import { TestApp } from '../support/test-app.ts';
import { connect, logIn } from '../support/login.ts';

const base = '/api/v1/social/platform-webhooks/meta';
const verifyToken = 'made-up-for-this-test';
const secret = 'sandbox-facebook-secret';
const event = JSON.stringify({ object: 'page', entry: [] });

describe('what Meta calls us with', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ FACEBOOK_WEBHOOK_VERIFY_TOKEN: verifyToken });
  });

  afterAll(async () => {
    await app.close();
  });

  async function send(
    method: 'GET' | 'POST',
    path: string,
    content: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; type: string; text: string }> {
    const answer = await request(`${app.url}${path}`, {
      method,
      body: content.body ?? null,
      headers: content.headers ?? {},
    });
    const type = String(answer.headers['content-type']);
    return { status: answer.statusCode, type, text: await answer.body.text() };
  }

  const viaSandbox = async (path: string, body: object) => {
    const { body: delivery } = await app.sandbox.control(path, body);
    return delivery as { status: number; body: string };
  };
  const connections = async (accountName: string) =>
    await app.database.query<{
      is_active: boolean;
      error_code: string;
      sealed: string | null;
      login_token: string | null;
    }>(
      `SELECT is_active, error_code, access_token_sealed AS sealed, login_token_sealed AS login_token
       FROM "SocialConnection" WHERE connected_by = 'tester' AND account_name = $1`,
      [accountName],
    );

  describe('the verification of webhooks', () => {
    const query = (changes: Record<string, string> = {}) =>
      new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.verify_token': verifyToken,
        'hub.challenge': '1158201444',
        ...changes,
      }).toString();

    it('answers with the challenge, as plain text', async () => {
      expect(await send('GET', `${base}?${query()}`)).toEqual({
        status: 200,
        type: 'text/plain',
        text: '1158201444',
      });
    });

    it.each([
      ['another token', { 'hub.verify_token': 'something-else-entirely' }],
      ['another mode', { 'hub.mode': 'unsubscribe' }],
      ['a challenge that is no number', { 'hub.challenge': '<script>alert(1)</script>' }],
    ])('refuses %s', async (_what, changes) => {
      const { status, text } = await send('GET', `${base}?${query(changes)}`);

      expect([status, JSON.parse(text).code]).toEqual([403, 'WEBHOOK_NOT_VERIFIED']);
    });
  });

  describe('events', () => {
    it('of a post that somebody removed make it be read, and the row says that it is gone', async () => {
      const connection = await app.given.connection('FACEBOOK');
      const post = await app.given.post(connection, { content: 'Ängste und Übermut' });
      await app.publishDue();
      const { body: row } = await app.api.get<{ platformPostId: string }>(`/posts/${post.id}`);
      const token = await app.sandbox.mint('FACEBOOK', connection.accountId);
      await app.sandbox.send('DELETE', `/v26.0/${row.platformPostId}`, { token });

      const value = { item: 'status', verb: 'remove', post_id: row.platformPostId, message: 'Ängste' };
      const entry = [{ id: connection.accountId, time: 1, changes: [{ field: 'feed', value }] }];
      const delivery = await viaSandbox('webhooks', { url: `${app.url}${base}`, entry });
      await app.nest.get(EngagementService).syncDue();

      expect([delivery.status, JSON.parse(delivery.body)]).toEqual([200, { received: 1 }]);
      expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({
        status: 'PUBLISHED',
        errorCode: 'DELETED_ON_PLATFORM',
        deletedOnPlatformAt: expect.stringMatching(/Z$/),
      });
    });

    it.each([
      ['no signature', {}],
      ['the signature of another body', { 'x-hub-signature-256': `sha256=${sign('{}')}` }],
      ['another secret', { 'x-hub-signature-256': `sha256=${sign(event, 'guessed')}` }],
      ['half a signature', { 'x-hub-signature-256': `sha256=${sign(event).slice(32)}` }],
      ['an older algorithm', { 'x-hub-signature': `sha1=${sign(event)}` }],
    ])('with %s are refused', async (_what, headers) => {
      const answer = await send('POST', base, {
        body: event,
        headers: { 'content-type': 'application/json', ...headers },
      });

      expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, 'WEBHOOK_FORGED']);
    });

    it('of other kinds are taken and change nothing', async () => {
      const entry = [
        {
          id: '1',
          changes: [{ field: 'feed', value: { verb: 'add', post_id: '1_2' } }, { field: 'ratings' }, null],
        },
      ];

      const { status, body } = await viaSandbox('webhooks', { url: `${app.url}${base}`, entry });

      expect([status, JSON.parse(body)]).toEqual([200, { received: 0 }]);
    });
  });

  describe('a person who removes our app', () => {
    it('ends every connection of the login, in every tenant, and posts wait with the reason', async () => {
      const { id } = await connect(app, 'FACEBOOK', {
        user: SEED.alex,
        accountId: SEED.lakesideSailing,
      });
      const post = await app.given.post(
        { id, tenantId: 'acme', platform: 'FACEBOOK', accountId: '', accountName: '' },
        { scheduledAt: app.clock.in(60_000) },
      );
      const [{ login_id: userId }] = (await app.database.query<{ login_id: string }>(
        `SELECT login_id FROM "SocialConnection" WHERE id = $1`,
        [id],
      )) as [{ login_id: string }];

      const first = await viaSandbox('signed-requests', { url: `${app.url}${base}/deauthorize`, userId });
      const again = await viaSandbox('signed-requests', { url: `${app.url}${base}/deauthorize`, userId });

      expect([first.status, JSON.parse(first.body), JSON.parse(again.body)]).toEqual([
        200,
        { ended: 1 },
        { ended: 0 },
      ]);
      expect(await connections('Lakeside Sailing')).toEqual([
        { is_active: false, error_code: 'FACEBOOK_APP_REMOVED', sealed: null, login_token: null },
      ]);
      expect((await app.api.get(`/posts/${post.id}`)).body).toMatchObject({
        status: 'SCHEDULED',
        blockedReason: expect.stringMatching(/You removed our app in Facebook/),
      });
    });

    it('does not end what was connected after the request was made, however late it comes', async () => {
      const { id } = await connect(app, 'FACEBOOK', { user: SEED.sam, accountId: SEED.samsSwimmers });
      const [{ login_id: userId }] = (await app.database.query<{ login_id: string }>(
        `SELECT login_id FROM "SocialConnection" WHERE id = $1`,
        [id],
      )) as [{ login_id: string }];
      const now = Math.floor(app.clock.now().getTime() / 1000);
      const deliver = async (path: string, issuedAt: unknown) =>
        await send('POST', `${base}/${path}`, {
          body: `signed_request=${signedRequest({ user_id: userId, issued_at: issuedAt })}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        });

      const late = await deliver('deauthorize', now - 3_600);
      const lateDeletion = await deliver('data-deletion', now - 3_600);
      const row = async () =>
        (await app.database.query(`SELECT is_active FROM "SocialConnection" WHERE id = $1`, [id]))[0];
      const before = await row();
      const fresh = await deliver('deauthorize', now);

      expect([late.status, lateDeletion.status, JSON.parse(late.text), before]).toEqual([
        200,
        200,
        { ended: 0 },
        { is_active: true },
      ]);
      expect([JSON.parse(fresh.text), await row()]).toEqual([{ ended: 1 }, { is_active: false }]);
    });

    it.each(['deauthorize', 'data-deletion'])(
      'ends the choice of a login that is not connected yet, and its tokens are gone (%s)',
      async (path) => {
        const chosen = await connect(app, 'FACEBOOK', { user: SEED.alex, accountId: SEED.lakesideSailing });
        const [{ login_id: userId }] = (await app.database.query<{ login_id: string }>(
          `SELECT login_id FROM "SocialConnection" WHERE id = $1`,
          [chosen.id],
        )) as [{ login_id: string }];
        const asked = Math.floor(app.clock.now().getTime() / 1000) - 3_600;
        const [open, others] = [
          await logIn(app, 'FACEBOOK', { user: SEED.alex }),
          await logIn(app, 'FACEBOOK', { user: SEED.sam }),
        ];
        const stored = async (session: { id: string }) =>
          (
            await app.database.query<{ status: string; accounts: unknown[] }>(
              `SELECT status, accounts FROM "SocialOAuthSession" WHERE id = $1`,
              [session.id],
            )
          )[0]!;
        const select = async () =>
          await app.api.post<{ code: string }>(`/connections/sessions/${open.id}/select`, {
            accountIds: [SEED.lakesideSailing],
          });

        const late = signedRequest({ user_id: userId, issued_at: asked });
        await send('POST', `${base}/${path}`, {
          body: `signed_request=${late}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        });
        const afterLate = await stored(open);
        await viaSandbox('signed-requests', { url: `${app.url}${base}/${path}`, userId });
        const { status, body } = await select();

        expect([afterLate.status, afterLate.accounts.length > 0]).toEqual(['CHOOSING', true]);
        expect([status, body.code]).toEqual([409, 'SESSION_NOT_CHOOSING']);
        expect(await stored(open)).toEqual({ status: 'FAILED', accounts: [] });
        expect((await app.api.get(`/connections/sessions/${open.id}`)).body).toMatchObject({
          problem: { code: 'FACEBOOK_APP_REMOVED' },
        });
        expect(await stored(others)).toMatchObject({ status: 'CHOOSING' });
        expect(await connections('Lakeside Sailing')).toMatchObject([{ is_active: false, sealed: null }]);
      },
    );

    it('and names a Page ends that Page of theirs only; asking for deletion ends them all', async () => {
      const [named, other] = [SEED.harbourRowing, SEED.lakesideSailing];
      const ids: string[] = [];
      for (const accountId of [named, other])
        ids.push((await connect(app, 'FACEBOOK', { user: SEED.alex, accountId })).id);
      const { id: theirs } = await connect(app, 'FACEBOOK', {
        user: SEED.sam,
        accountId: SEED.samsSwimmers,
      });
      const rows = async () =>
        await app.database.query<{ is_active: boolean; login_id: string | null }>(
          `SELECT is_active, login_id FROM "SocialConnection" WHERE id = ANY($1) ORDER BY array_position($1, id)`,
          [[...ids, theirs]],
        );
      const userId = (await rows())[0]!.login_id;
      const deliver = async (path: string, profileId: string) =>
        await viaSandbox('signed-requests', {
          url: `${app.url}${base}/${path}`,
          userId,
          profile_id: profileId,
        });

      const answers = [await deliver('deauthorize', SEED.samsSwimmers), await deliver('deauthorize', named)];
      const removed = await rows();
      await deliver('data-deletion', named);
      const deleted = await rows();

      expect(answers.map(({ body }) => JSON.parse(body))).toEqual([{ ended: 0 }, { ended: 1 }]);
      expect(removed.map((row) => row.is_active)).toEqual([false, true, true]);
      expect(deleted.map((row) => row.is_active)).toEqual([false, false, true]);
    });

    it('a Page that removed the app itself ends on whatever login it was connected', async () => {
      const { id } = await connect(app, 'FACEBOOK', { user: SEED.sam, accountId: SEED.samsSwimmers });

      const { body } = await viaSandbox('signed-requests', {
        url: `${app.url}${base}/deauthorize`,
        userId: '0',
        profile_id: SEED.samsSwimmers,
      });

      expect(JSON.parse(body)).toEqual({ ended: 1 });
      expect((await app.api.get(`/connections/${id}`)).body).toMatchObject({ isActive: false });
    });

    it.each([
      ['nothing', ''],
      ['no signed request', 'something=else'],
      ['one of another secret', `signed_request=${signedRequest({ user_id: '1' }, 'guessed')}`],
      ['one of another algorithm', `signed_request=${signedRequest({ user_id: '1', algorithm: 'none' })}`],
      ['one without a payload', `signed_request=${sign('')}.`],
    ])('is not believed with %s', async (_what, body) => {
      for (const path of ['deauthorize', 'data-deletion']) {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        const answer = await send('POST', `${base}/${path}`, { body, headers });

        expect([path, answer.status, JSON.parse(answer.text).code]).toEqual([path, 403, 'WEBHOOK_FORGED']);
      }
    });
  });

  describe('a person who wants their data deleted', () => {
    it('gets a code and an address that tells what was done', async () => {
      const { id } = await connect(app, 'FACEBOOK', {
        user: SEED.alex,
        accountId: SEED.harbourRowing,
      });
      const [row] = await app.database.query<{ login_id: string }>(
        `SELECT login_id FROM "SocialConnection" WHERE id = $1`,
        [id],
      );

      const delivery = await viaSandbox('signed-requests', {
        url: `${app.url}${base}/data-deletion`,
        userId: row!.login_id,
      });
      const { url, confirmation_code: code } = JSON.parse(delivery.body) as {
        url: string;
        confirmation_code: string;
      };
      const page = await send('GET', new URL(url).pathname);

      expect([delivery.status, url]).toEqual([200, `${app.url}${base}/data-deletion/${code}`]);
      expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.text).toMatch(
        /Your data was deleted.*1 connected account ended\. Done on \d{4}-\d\d-\d\d/s,
      );
      expect(page.text).toContain(code);
      expect(await connections('Harbour Rowing Club')).toMatchObject([
        { is_active: false, sealed: null, login_token: null },
      ]);
    });

    it.each(['%00', '%FF', '<script>alert(1)</script>', '..%2F..', 'a'.repeat(120)])(
      'finds nothing under the code %s, and prints nothing of it',
      async (code) => {
        const page = await send('GET', `${base}/data-deletion/${code}`);

        expect([400, 404, 414]).toContain(page.status);
        expect(page.text).not.toMatch(/<script>|INTERNAL_ERROR/);
      },
    );

    it('finds nothing under another code', async () => {
      const page = await send('GET', `${base}/data-deletion/0000`);

      expect([page.status, page.text.includes('No such request')]).toEqual([404, true]);
    });
  });
});

function sign(body: string, key = secret): string {
  return createHmac('sha256', key).update(body).digest('hex');
}

function signedRequest(payload: object, key = secret): string {
  const encoded = Buffer.from(JSON.stringify({ algorithm: 'HMAC-SHA256', ...payload })).toString('base64url');
  return `${createHmac('sha256', key).update(encoded).digest('base64url')}.${encoded}`;
}
