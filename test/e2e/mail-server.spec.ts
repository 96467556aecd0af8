import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobRunner } from '../../src/jobs/job-runner.ts';
import { NoticesService } from '../../src/modules/notifications/notices.service.ts';
import { MailServer } from '../support/mail-server.ts';
import { until } from '../support/service-process.ts';
import { TestApp } from '../support/test-app.ts';

interface Notice {
  connectionId: string;
  status: string;
  attempts: number;
  lastError: string | null;
}

describe('notices and the mail server', () => {
  let app: TestApp;
  let mail: MailServer;
  let tenantId: string;
  let tenants = 0;

  beforeAll(async () => {
    mail = await MailServer.start();
    app = await TestApp.start({ SMTP_URL: mail.url });
  });

  beforeEach(() => {
    tenants += 1;
    tenantId = `club-${tenants}`;
    mail.taken.length = 0;
    mail.refusalOfSender = () => undefined;
    mail.refusalOfRecipient = () => undefined;
    mail.beforeTaking = async () => undefined;
  });

  afterAll(async () => {
    await app.close();
    await mail.close();
  });

  /** A connection that stopped, of which Anna is to be told now. */
  async function stopped(platform: 'FACEBOOK' | 'TWITTER' = 'TWITTER'): Promise<string> {
    const { id } = await app.given.connection(platform, { tenantId });
    await app.database.query(
      `UPDATE "SocialConnection" SET notify_email = 'anna@club.example', is_active = false WHERE id = $1`,
      [id],
    );
    await app.nest.get(NoticesService).make();
    await app.advance(61);
    return id;
  }

  const send = async () => await app.nest.get(NoticesService).send();
  const notices = async (): Promise<Notice[]> =>
    (await app.api.as({ tenantId }).get<{ data: Notice[] }>('/notices')).body.data;

  it('one that takes its time over a mail keeps no other worker from the others, and gets none twice', async () => {
    for (let each = 0; each < 6; each += 1) await stopped();
    let letGo = () => undefined as void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let arrived = 0;
    mail.beforeTaking = async () => {
      arrived += 1;
      if (arrived === 1) await held;
    };

    const slow = send();
    await until('the first mail is on its way', async () => (arrived === 1 ? true : undefined));
    await send();
    const meanwhile = mail.taken.length;
    letGo();
    await slow;
    await send();

    expect(meanwhile).toBe(5);
    expect(mail.taken).toHaveLength(6);
    expect(new Set(mail.taken).size).toBe(6);
    expect((await notices()).map(({ status, attempts }) => [status, attempts])).toEqual(
      Array.from({ length: 6 }, () => ['SENT', 1]),
    );
  });

  it('a mail that cannot be made, as of a platform that is no longer configured, keeps no other one waiting', async () => {
    const [broken, well] = [await stopped('TWITTER'), await stopped('FACEBOOK')];
    await app.database.query(
      `CREATE FUNCTION refuse_session() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'no session for this one'; END $$`,
    );
    await app.database.query(
      `CREATE TRIGGER refuse_session BEFORE INSERT ON "SocialOAuthSession"
       FOR EACH ROW WHEN (NEW.platform = 'TWITTER') EXECUTE FUNCTION refuse_session()`,
    );

    await send();
    const during = await notices();
    await app.database.query(`DROP FUNCTION refuse_session() CASCADE`);
    await app.advance(61);
    await send();

    const of = (id: string, all: Notice[]) => all.find(({ connectionId }) => connectionId === id);
    expect(of(broken, during)).toMatchObject({
      status: 'PENDING',
      attempts: 1,
      lastError: expect.stringContaining('no session for this one'),
    });
    expect(of(well, during)).toMatchObject({ status: 'SENT' });
    expect(of(broken, await notices())).toMatchObject({ status: 'SENT', attempts: 2 });
  });

  it.each([
    ['the sender at once', 'Sender', 550, '5.1.0 We do not know you'],
    ['the sender, said when it hears the recipient', 'Recipient', 553, '5.1.8 Sender address rejected'],
    ['to relay for us', 'Recipient', 554, '5.7.1 Relay access denied'],
    ['for now', 'Recipient', 450, '4.2.1 Try later'],
  ] as const)(
    'one that refuses %s is asked again, and the mail arrives',
    async (_what, whom, code, words) => {
      await stopped();
      mail[`refusalOf${whom}`] = () => ({ code, words });
      await send();
      const refused = await notices();

      mail[`refusalOf${whom}`] = () => undefined;
      await app.advance(61);
      await send();

      expect(refused).toMatchObject([{ status: 'PENDING', lastError: expect.stringContaining(words) }]);
      expect(await notices()).toMatchObject([{ status: 'SENT', attempts: 2 }]);
    },
  );

  it.each([
    [550, '5.1.1 There is nobody of this name'],
    [550, 'No such user'],
    [552, '5.2.2 Mailbox full'],
  ])('one that refuses the recipient with %i %s is not asked again', async (code, words) => {
    await stopped();
    mail.refusalOfRecipient = () => ({ code, words });

    await send();
    mail.refusalOfRecipient = () => undefined;
    await app.advance(61);
    await send();

    expect(await notices()).toMatchObject([
      { status: 'FAILED', attempts: 1, lastError: expect.stringContaining(words) },
    ]);
    expect(mail.taken).toEqual([]);
  });

  // The last one: nothing starts in this process any more.
  it('one that takes its time keeps a process that stops for the one mail under way only', async () => {
    await stopped();
    await stopped();
    let letGo = () => undefined as void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let arrived = 0;
    mail.beforeTaking = async () => {
      arrived += 1;
      await held;
    };

    const sending = send();
    await until('the first mail is on its way', async () => (arrived === 1 ? true : undefined));
    await app.nest.get(JobRunner).stop();
    letGo();
    const sent = await sending;

    expect([sent, mail.taken.length]).toEqual([1, 1]);
    expect((await notices()).map(({ status }) => status).toSorted()).toEqual(['PENDING', 'SENT']);
  });
});
