import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { SandboxMail } from '../../sandbox/mailbox.ts';
import { SEED } from '../../sandbox/seed.ts';
import { ConnectionWatchService } from '../../src/modules/notifications/connection-watch.service.ts';
import { Database } from '../../src/database/database.ts';
import { claimNotices, findFacts, recordNotice } from '../../src/modules/notifications/notices.queries.ts';
import { NoticesService } from '../../src/modules/notifications/notices.service.ts';
import type { GivenConnection } from '../support/given.ts';
import { answerDialog, connect, visit } from '../support/login.ts';
import { TestApp } from '../support/test-app.ts';

interface Notice {
  cause: string;
  recipient: string;
  status: string;
  attempts: number;
  lastError: string | null;
  postIds: string[];
}

const anna = 'anna@club.example';
const user = SEED.twitterHarbourRowing;

describe('notices to people', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
    // Every day of this file begins at noon: none of what happens "on the day" falls into two.
    const sinceMidnight = (app.clock.now().getTime() / 1000) % 86_400;
    await app.advance(Math.round((36 * 3_600 - sinceMidnight) % 86_400));
  });

  afterEach(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/mailbox');
  });

  afterAll(async () => {
    await app.close();
  });

  /** A connection of a tenant of its own, connected by Anna. */
  async function connection(
    platform: 'FACEBOOK' | 'INSTAGRAM' | 'TWITTER',
    tenantId: string,
  ): Promise<GivenConnection> {
    const made = await app.given.connection(platform, { tenantId });
    await app.database.query(`UPDATE "SocialConnection" SET notify_email = $2 WHERE id = $1`, [
      made.id,
      anna,
    ]);
    await app.nest.get(NoticesService).make();
    return made;
  }

  async function mails(to = anna): Promise<SandboxMail[]> {
    const { body } = await app.sandbox.send('GET', `/_sandbox/mailbox?to=${encodeURIComponent(to)}`);
    return (body as { mails: SandboxMail[] }).mails;
  }

  /** What the jobs do within the next two minutes. */
  async function twoMinutes(): Promise<void> {
    const notices = app.nest.get(NoticesService);
    await app.nest.get(ConnectionWatchService).look();
    await notices.make();
    await app.advance(120);
    await notices.send();
  }

  async function switchOff({ id }: { id: string }, why = 'Token expired - reauthentication required') {
    await app.database.query(
      `UPDATE "SocialConnection" SET is_active = false, error_message = $2 WHERE id = $1`,
      [id, why],
    );
  }

  const notices = async (tenantId: string): Promise<Notice[]> =>
    (await app.api.as({ tenantId }).get<{ data: Notice[] }>('/notices')).body.data;

  it('a connection that stopped: one mail with account, reason, waiting posts, and a link that reconnects it', async () => {
    const api = app.api.as({ tenantId: 'rowing', email: anna });
    const { id, accountName } = await connect(app, 'TWITTER', { user, accountId: user }, api);
    const { body: made } = await api.post<{ posts: { id: string }[] }>('/posts', {
      connectionIds: [id],
      content: 'Regatta on Sunday',
      scheduledAt: app.clock.in(86_400_000).toISOString(),
    });
    await app.nest.get(NoticesService).make();
    await switchOff({ id });

    await twoMinutes();

    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.subject).toBe(`Reconnect ${accountName} (X): nothing can be posted`);
    expect(mail?.text).toContain('Reason: Token expired - reauthentication required.');
    expect(mail?.text).toContain('One post is planned there for the next 48 hours:');
    expect(mail?.text).toContain('“Regatta on Sunday”');
    expect(await notices('rowing')).toMatchObject([{ cause: 'INACTIVE', recipient: anna, status: 'SENT' }]);

    const link = linkIn(mail);
    const wrong = await visit(link);
    await visit(await answerDialog(app, wrong.location ?? '', { user: SEED.twitterOldTownTennis }));
    const opened = await visit(link);
    expect(opened.status).toBe(303);
    await visit(await answerDialog(app, opened.location ?? '', { user }));
    expect((await api.get<{ isActive: boolean }>(`/connections/${id}`)).body.isActive).toBe(true);
    await app.advance(86_400);
    await app.publishDue();
    const { body: post } = await api.get<{ status: string }>(`/posts/${made.posts[0]?.id}`);
    expect(post.status).toBe('PUBLISHED');
    expect((await visit(link)).status).toBe(404);
    expect(await connectedBy(id)).toEqual(['tester', anna]);
  });

  it('no storm: one mail for each cause and day, however often it happens, and another on the next day', async () => {
    const account = await connection('TWITTER', 'storm');
    await app.given.post(account, { scheduledAt: app.clock.in(2.5 * 86_400_000) });
    for (let time = 0; time < 5; time += 1) {
      await switchOff(account);
      await twoMinutes();
      await app.database.query(`UPDATE "SocialConnection" SET is_active = true WHERE id = $1`, [account.id]);
    }
    await switchOff(account);
    await twoMinutes();
    const firstDay = await mails();

    await app.advance(86_400);
    await twoMinutes();

    expect(firstDay).toHaveLength(1);
    expect(await mails()).toHaveLength(2);
  });

  it('however many posts wait, five are read and told, the soonest first, and the rest counted to a thousand', async () => {
    const account = await connection('TWITTER', 'many');
    await app.database.query(
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, status, content, scheduled_at)
       SELECT gen_random_uuid(), 'many', $1, 'SCHEDULED', 'News ' || n, social_now() + make_interval(secs => 3600 + n)
       FROM generate_series(1, 1500) n`,
      [account.id],
    );
    await switchOff(account);
    await app.nest.get(NoticesService).make();
    await app.advance(61);
    const [due] = await claimNotices(app.nest.get(Database), { limit: 1, leaseSeconds: 0 });

    const facts = await findFacts(app.nest.get(Database), due!);
    await app.nest.get(NoticesService).send();

    expect(facts?.waiting.map(({ content }) => content)).toEqual([1, 2, 3, 4, 5].map((n) => `News ${n}`));
    expect(facts?.waitingCount).toBe(1000);
    const [mail] = await mails();
    expect(mail?.text).toContain('At least 1000 posts are planned there');
    expect(mail?.text.match(/“News \d+”/g)).toHaveLength(5);
  });

  it('what passes by itself within a minute is not told', async () => {
    const account = await connection('TWITTER', 'moot');
    await switchOff(account);
    await app.nest.get(NoticesService).make();
    await app.database.query(`UPDATE "SocialConnection" SET is_active = true WHERE id = $1`, [account.id]);

    await twoMinutes();

    expect(await mails()).toEqual([]);
    expect(await notices('moot')).toMatchObject([{ status: 'MOOT' }]);
  });

  it('what passed by itself in the morning is told when it happens in earnest on the same day', async () => {
    const account = await connection('TWITTER', 'earnest');
    await switchOff(account);
    await app.nest.get(NoticesService).make();
    await app.database.query(`UPDATE "SocialConnection" SET is_active = true WHERE id = $1`, [account.id]);
    await twoMinutes();
    const passed = await notices('earnest');

    await switchOff(account);
    await twoMinutes();

    expect(passed).toMatchObject([{ status: 'MOOT' }]);
    expect(await mails()).toHaveLength(1);
    expect(await notices('earnest')).toMatchObject([{ status: 'SENT', attempts: 1 }]);
  });

  it('what a person switched off on purpose is not told', async () => {
    const account = await connection('TWITTER', 'deliberate');
    const api = app.api.as({ tenantId: 'deliberate' });
    await app.given.post(account, { scheduledAt: app.clock.in(86_400_000) });
    await api.post(`/connections/${account.id}/deactivate`, {});

    await twoMinutes();

    expect(await mails()).toEqual([]);
    expect(await notices('deliberate')).toEqual([]);
  });

  it('an end that comes near is told 7, 3 and 1 days before, with a link', async () => {
    const page = await connection('INSTAGRAM', 'expiring');
    await app.database.query(
      `UPDATE "SocialConnection" SET token_expires_at = social_now() + interval '8 days' WHERE id = $1`,
      [page.id],
    );
    const told: number[] = [];
    const ofInstagram = async () => (await mails()).filter(({ subject }) => subject.includes('(Instagram)'));
    for (let day = 8; day >= 1; day -= 1) {
      await twoMinutes();
      if ((await ofInstagram()).length > told.length) told.push(day);
      await app.advance(86_400 - 120);
    }

    const all = await ofInstagram();
    expect(told).toEqual([7, 3, 1]);
    expect(all[0]?.subject).toMatch(/^Reconnect .* \(Instagram\) before \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
    expect(linkIn(all[0])).toContain('/oauth/instagram/start/');
  });

  it('posts that come due after the end of the token are told as at risk', async () => {
    const page = await connection('FACEBOOK', 'risk');
    await app.database.query(
      `UPDATE "SocialConnection" SET token_expires_at = social_now() + interval '20 hours' WHERE id = $1`,
      [page.id],
    );
    await app.given.post(page, { content: 'After the end', scheduledAt: app.clock.in(30 * 3_600_000) });

    await twoMinutes();

    const subjects = (await mails()).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.startsWith('Posts at risk'))).toHaveLength(1);
    expect((await mails()).find(({ subject }) => subject.startsWith('Posts at risk'))?.text).toContain(
      '“After the end”',
    );
  });

  /** In so long the token ends, and the access to figures. */
  const ends = async ({ id }: GivenConnection, token: string | null, figures: string | null) =>
    await app.database.query(
      `UPDATE "SocialConnection" SET token_expires_at = social_now() + $2::interval,
         data_access_expires_at = social_now() + $3::interval WHERE id = $1`,
      [id, token, figures],
    );

  it('posts at risk are not told once the account was reconnected before the mail', async () => {
    const page = await connection('FACEBOOK', 'saved');
    await ends(page, '20 hours', '90 days');
    await app.given.post(page, { content: 'After the end', scheduledAt: app.clock.in(30 * 3_600_000) });
    await app.nest.get(ConnectionWatchService).look();
    await app.nest.get(NoticesService).make();

    await ends(page, '60 days', '90 days');
    await twoMinutes();

    expect((await mails()).map(({ subject }) => subject)).toEqual([]);
  });

  it.each(['2 days', '5 days'])(
    'the end of access to figures, in %s, is not told as the end of the connection',
    async (figures) => {
      const page = await connection('FACEBOOK', `figures ${figures}`);
      await ends(page, null, figures);

      await twoMinutes();
      await ends(page, null, null);

      const [mail] = await mails();
      expect(mail?.subject).toMatch(/^Reconnect .* \(Facebook\) before .* to keep its figures$/);
      expect(mail?.text).toMatch(/Posts go out/);
      expect(mail?.text).not.toMatch(/The connection to .* ends/);
      expect(linkIn(mail)).toContain('/oauth/facebook/start/');
    },
  );

  it('the end of the connection is told by its own day, although access to figures ended before', async () => {
    const page = await connection('FACEBOOK', 'both');
    await ends(page, '6 days', '-3 days');
    const day = app.clock
      .in(6 * 86_400_000)
      .toISOString()
      .slice(0, 10);

    await twoMinutes();
    await ends(page, null, null);

    const [mail] = await mails();
    expect(mail?.subject).toContain(`before ${day}`);
    expect(mail?.text).toMatch(new RegExp(`The connection to .* ends on ${day}`));
  });

  /** A post that X refuses for its words. */
  async function rejected(account: GivenConnection, content: string): Promise<string> {
    const body = {
      title: 'Forbidden',
      detail: 'Your post has more than one cashtag.',
      type: 'about:blank',
      status: 403,
    };
    const fault = { fault: 'custom', operation: 'publish', accountId: account.accountId, status: 403, body };
    await app.sandbox.control('faults', fault);
    const { id } = await app.given.post(account, { content });
    await app.publishDue();
    return id;
  }

  it('rejected posts are told together, each with the reason, and without a link', async () => {
    const account = await connection('TWITTER', 'rejected');
    const posts = [await rejected(account, 'The first news'), await rejected(account, 'The second news')];
    await twoMinutes();

    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.subject).toContain('rejected 2 posts');
    expect(mail?.text).toContain('“The first news”: ');
    expect(mail?.text).toContain('“The second news”: ');
    expect(mail?.text).not.toContain('/start/');
    const [notice] = await notices('rejected');
    expect(notice?.postIds.toSorted()).toEqual(posts.toSorted());
  });

  it('what is rejected after the mail of its day is told on the next morning, together', async () => {
    const account = await connection('TWITTER', 'later');
    await rejected(account, 'In the mail of the day');
    await twoMinutes();
    await rejected(account, 'After that mail');
    await rejected(account, 'And this one');

    await twoMinutes();
    const onTheDay = (await mails()).length;
    await app.advance(30 * 3_600);
    await twoMinutes();

    const [, next, ...others] = await mails();
    expect([onTheDay, others]).toEqual([1, []]);
    expect(next?.subject).toContain('rejected 2 posts');
    expect(next?.text).toContain('“After that mail”: ');
    expect(next?.text).not.toContain('In the mail of the day');
  });

  it("the tenant's contact is told, too, and once where it is the same person", async () => {
    const api = app.api.as({ tenantId: 'contact' });
    const put = await api.put('/notice-settings', { contactEmail: 'Office@club.example' });
    const account = await connection('TWITTER', 'contact');
    await switchOff(account);
    await twoMinutes();
    const told = [(await mails()).length, (await mails('office@club.example')).length];

    await api.put('/notice-settings', { contactEmail: anna.toUpperCase() });
    const other = await connection('FACEBOOK', 'contact');
    await switchOff(other);
    await twoMinutes();

    expect(put.body).toEqual({ contactEmail: 'Office@club.example' });
    expect(told).toEqual([1, 1]);
    expect(await mails()).toHaveLength(2);
  });

  it('a server that is busy is tried again; an address that does not exist is given up, and says so', async () => {
    const account = await connection('TWITTER', 'busy');
    const service = app.nest.get(NoticesService);
    await app.sandbox.control('mailbox/refusals', { address: anna, code: 451 });
    await switchOff(account);
    await twoMinutes();
    const waiting = await notices('busy');

    await app.sandbox.control('mailbox/refusals', { address: anna, code: 0 });
    await app.advance(61);
    await service.send();
    const sent = await notices('busy');
    const gone = await connection('TWITTER', 'gone');
    await app.sandbox.control('mailbox/refusals', { address: anna, code: 550 });
    await switchOff(gone);
    await twoMinutes();

    expect(waiting).toMatchObject([{ status: 'PENDING', attempts: 1 }]);
    expect(waiting[0]?.lastError).toContain('451');
    expect(sent).toMatchObject([{ status: 'SENT', attempts: 2 }]);
    expect(await notices('gone')).toMatchObject([{ status: 'FAILED', attempts: 1 }]);
    expect((await notices('gone'))[0]?.lastError).toContain('550');
  });

  it('a name with a line break begins no header, and markup in a post stays text', async () => {
    const account = await connection('TWITTER', 'hostile');
    await app.database.query(`UPDATE "SocialConnection" SET account_name = $2 WHERE id = $1`, [
      account.id,
      'Club\r\nBcc: everybody@club.example',
    ]);
    await app.given.post(account, {
      content: '<img src=x onerror=alert(1)>',
      scheduledAt: app.clock.in(3_600_000),
    });
    await switchOff(account);

    await twoMinutes();

    const [mail] = await mails();
    expect(mail?.to).toEqual([anna]);
    expect(mail?.subject).toContain('Club Bcc: everybody@club.example');
    expect(await mails('everybody@club.example')).toEqual([]);
    expect(mail?.html).toContain('&#60;img src=x');
    expect(mail?.html).not.toContain('<img');
  });

  it('of several workers one sends each mail, and what a worker took that died is sent by another', async () => {
    for (let each = 0; each < 6; each += 1) await switchOff(await connection('TWITTER', 'workers'));
    const service = app.nest.get(NoticesService);
    await Promise.all([service.make(), service.make(), service.make()]);
    await app.advance(120);

    await app.nest.get(Database).transaction(async (tx) => {
      const taken = await claimNotices(tx, { limit: 4, leaseSeconds: 300 });
      await service.send();
      expect([taken.length, (await mails()).length]).toEqual([4, 2]);
    });
    await app.advance(301);
    await service.send();

    expect(await mails()).toHaveLength(6);
    expect(new Set((await mails()).map(({ messageId }) => messageId)).size).toBe(6);
  });

  it('are forgotten after 90 days, also one that nobody sent because the mail server was taken out of the settings', async () => {
    await switchOff(await connection('TWITTER', 'forgotten'));
    await app.nest.get(NoticesService).make();
    const age = async (days: number) => {
      await app.database.query(
        `UPDATE "SocialNotice" SET created_at = social_now() - make_interval(days => $1) WHERE tenant_id = 'forgotten'`,
        [days],
      );
      await app.nest.get(NoticesService).forgetOld();
      return (await notices('forgotten')).map(({ status }) => status);
    };

    expect(await age(89)).toEqual(['PENDING']);
    expect(await age(91)).toEqual([]);
  });

  it('a post that joins while the mail is on its way is told by the next one', async () => {
    const account = await connection('TWITTER', 'joining');
    const [first, second] = [await app.given.post(account), await app.given.post(account)];
    const database = app.nest.get(Database);
    const fail = async ({ id }: { id: string }) => {
      await app.database.query(
        `UPDATE "SocialPost" SET status = 'FAILED', error_code = 'OUTCOME_UNKNOWN', error_message = 'Nobody knows.' WHERE id = $1`,
        [id],
      );
      await app.nest.get(NoticesService).make();
    };
    await fail(first);
    await app.advance(61);
    const [underWay] = await claimNotices(database, { limit: 1, leaseSeconds: 300 });
    await fail(second);

    await recordNotice(database, underWay!, { status: 'SENT' });
    const waiting = await notices('joining');
    await app.nest.get(NoticesService).send();

    expect(underWay?.postIds).toEqual([first.id]);
    expect(waiting).toMatchObject([{ status: 'PENDING', postIds: [second.id], attempts: 0 }]);
    expect(await notices('joining')).toMatchObject([{ status: 'SENT', postIds: [second.id] }]);
    expect(await mails()).toHaveLength(1);
  });

  it.each([
    ['no address', { contactEmail: 'nobody' }],
    ['nothing', {}],
    ['a number', { contactEmail: 7 }],
  ])('a contact that is %s is refused', async (_what, body) => {
    const { status, body: problem } = await app.api.put<{ errors: { field: string }[] }>(
      '/notice-settings',
      body,
    );

    expect([status, problem.errors[0]?.field]).toEqual([400, 'contactEmail']);
  });

  it('whom to write to comes from the call that connects, or from the access token', async () => {
    const start = async (body: object, claims: object = {}) =>
      await app.api
        .as({ tenantId: 'address', ...claims })
        .post<{ sessionId: string }>('/connections/authorize', {
          platform: 'TWITTER',
          ...body,
        });

    const given = await start({ notifyEmail: 'given@club.example' }, { email: 'token@club.example' });
    const ofToken = await start({}, { email: 'token@club.example' });
    const wrong = await start({ notifyEmail: 'nobody' });

    const rows = await app.database.query<{ id: string; email: string }>(
      `SELECT id, notify_email AS email FROM "SocialOAuthSession" WHERE tenant_id = 'address' ORDER BY id`,
    );
    expect(wrong.status).toBe(400);
    expect(rows).toEqual([
      { id: given.body.sessionId, email: 'given@club.example' },
      { id: ofToken.body.sessionId, email: 'token@club.example' },
    ]);
  });

  async function connectedBy(id: string): Promise<unknown[]> {
    const [row] = await app.database.query(
      `SELECT connected_by, notify_email FROM "SocialConnection" WHERE id = $1`,
      [id],
    );
    return [row?.['connected_by'], row?.['notify_email']];
  }
});

function linkIn(mail: SandboxMail | undefined): string {
  const [link] = /https?:\S+\/start\/\S+/.exec(mail?.text ?? '') ?? [];
  if (!link) throw new Error(`The mail has no link: ${mail?.text}`);
  return link;
}
