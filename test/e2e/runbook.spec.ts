import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts';
import { SandboxClient } from '../../sandbox/support/sandbox-client.ts';
import { AppConfig } from '../../src/config/app-config.ts';
import { TokenCipher } from '../../src/security/token-cipher.ts';
import { ApiClient } from '../support/api-client.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { Given } from '../support/given.ts';
import { readRunbook, runAsOperator, runbookHeadings } from '../support/operator.ts';
import { ServiceProcess, until } from '../support/service-process.ts';
import { serviceEnv, signToken } from '../support/settings.ts';

interface PostRow {
  status: string;
  error_code: string | null;
  platform_post_id: string | null;
  /** From the moment it was put back in line to its send, by the database's clock. */
  started_after_s: number | null;
}

describe('the runbook, against the running service', () => {
  const runbook = readRunbook();
  let database: TestDatabase;
  let running: RunningSandbox;
  let sandbox: SandboxClient;
  let service: ServiceProcess;
  let api: ApiClient;
  let given: Given;

  beforeAll(async () => {
    [database, running] = await Promise.all([createTestDatabase(), startSandbox()]);
    const places = { databaseUrl: database.url, sandboxUrl: running.url };
    service = await ServiceProcess.start(places);
    sandbox = new SandboxClient(running.url);
    api = new ApiClient(service.url);
    const cipher = new TokenCipher(AppConfig.from(serviceEnv({ ...places, port: 1 })));
    given = new Given({ database, sandbox, api, cipher });
  });

  afterAll(async () => {
    await service.stop();
    await running.close();
    await database.drop();
  });

  it('has every statement of the operators: eight to read, four to write, and two calls', () => {
    const statements = [...runbook.values()].flat();

    expect(statements.filter((text) => text.startsWith('SELECT')).length).toBeGreaterThanOrEqual(8);
    expect(statements.filter((text) => text.startsWith('UPDATE'))).toHaveLength(4);
    expect(statements.filter((text) => text.startsWith('# Via API'))).toHaveLength(2);
  });

  it('answers under every heading with a statement or a call', () => {
    const headings = runbookHeadings();

    expect(headings.length).toBeGreaterThan(25);
    expect(headings.filter((heading) => !runbook.has(heading))).toEqual([]);
  });

  it('has no statement that psql refuses, whichever names are filled in', async () => {
    const nowhere = '00000000-0000-7000-8000-000000000000';
    const names = { CONNECTION_ID: nowhere, POST_ID: nowhere, TENANT_ID: 'nobody' };
    const reads = [...runbook.values()].flat().filter((text) => /^SELECT(?! social_)/.test(text));

    for (const text of reads) expect(await runAsOperator(database.url, fill(text, names))).toMatch(/\w\|?/);

    expect(reads.length).toBeGreaterThanOrEqual(18);
  });

  it('View All Connections and Connection Not Available show the rows as they are', async () => {
    const connection = await given.connection('FACEBOOK');

    const all = await operate('View All Connections', { TENANT_ID: 'acme' });
    const facebook = await operate('Connection Not Available', { TENANT_ID: 'acme' });

    expect(all).toContain(`${connection.id}|FACEBOOK|${connection.accountName}|t|`);
    expect(facebook).toContain(connection.id);
    expect(await operate('View All Connections', { TENANT_ID: 'nobody' })).not.toContain(connection.id);
  });

  it('Check Expiring Tokens lists an X token that ends within the week and no Page token', async () => {
    const twitter = await given.connection('TWITTER');
    const facebook = await given.connection('FACEBOOK');

    const expiring = await operate('Check Expiring Tokens', {});

    expect(expiring).toContain(twitter.id);
    expect(expiring).not.toContain(facebook.id);
  });

  it('What follows a post shows its parts, What the Platform Said About Its Limits is shown', async () => {
    const connection = await given.connection('TWITTER');
    const { body } = await api.post<{ posts: { id: string }[] }>('/posts', {
      connectionIds: [connection.id],
      content: 'A thread begins',
      options: { thread: [{ content: 'and goes on' }] },
    });
    const { id } = body.posts[0]!;
    const parts = async () => await operate('What follows a post', { POST_ID: id });
    await until('the second part to be live', async () =>
      (await parts()).includes('1|PUBLISHED|and goes on|') ? true : undefined,
    );
    await api.get(`/connections/${connection.id}/rate-limits`);

    const limits = await operate('What the Platform Said About Its Limits', { CONNECTION_ID: connection.id });

    expect(limits).toMatch(/POST \/2\/tweets\|15min\|\d+\|\d+\|/);
  });

  it('Mark Connection Inactive: nothing more is sent, the post parks and says why', async () => {
    const connection = await given.connection('TWITTER');

    expect(await operate('Mark Connection Inactive', { CONNECTION_ID: connection.id })).toContain('UPDATE 1');
    const post = await given.post(connection);
    const other = await given.post(await given.connection('TWITTER'));
    await untilStatus(other.id, 'PUBLISHED');

    expect(await sandbox.ledger({ accountId: connection.accountId })).toHaveLength(0);
    const { body } = await api.get(`/posts/${post.id}`);
    expect(body).toMatchObject({
      status: 'SCHEDULED',
      blockedReason: expect.stringContaining('Token expired - reauthentication required'),
    });
  });

  it('Retry Failed Post starts within two seconds, however old its time is, and once', async () => {
    const connection = await given.connection('TWITTER');
    const { accountId } = connection;
    await sandbox.control('faults', { accountId, operation: 'publish', fault: 'no-credit' });
    const post = await given.post(connection);
    await untilStatus(post.id, 'FAILED');
    await database.query(`UPDATE "SocialPost" SET scheduled_at = now() - interval '9 days' WHERE id = $1`, [
      post.id,
    ]);
    const failed = await operate('Check Failed Posts', {});

    expect(await operate('Retry Failed Post', { POST_ID: post.id })).toContain('UPDATE 1');
    const published = await untilStatus(post.id, 'PUBLISHED');

    expect(failed).toContain(`${post.id}|TWITTER|${post.content}|FAILED|`);
    expect(published.started_after_s).toBeLessThan(2);
    expect(await sandbox.ledger({ accountId })).toHaveLength(1);
  });

  it('Retry Failed Post on a post that is live finds it and sends nothing', async () => {
    const connection = await given.connection('FACEBOOK');
    const post = await given.post(connection);
    const before = await untilStatus(post.id, 'PUBLISHED');

    await operate('Retry Failed Post', { POST_ID: post.id });
    await until('a second attempt has ended', async () => {
      const { body } = await api.get<{ data: { outcome: string | null }[] }>(`/posts/${post.id}/attempts`);
      return body.data.length === 2 && body.data.every(({ outcome }) => outcome !== null) ? true : undefined;
    });

    const after = await untilStatus(post.id, 'PUBLISHED');
    expect(after.platform_post_id).toBe(before.platform_post_id);
    expect(await sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
  });

  it('Cancel Scheduled Post: one row changed means that nothing is sent', async () => {
    const connection = await given.connection('TWITTER');
    const post = await given.post(connection, { scheduledAt: new Date(Date.now() + 1500) });

    expect(await operate('Cancel Scheduled Post', { POST_ID: post.id })).toContain('UPDATE 1');
    const later = await given.post(connection, { scheduledAt: new Date(Date.now() + 2000) });
    await untilStatus(later.id, 'PUBLISHED');

    expect(await sandbox.ledger({ accountId: connection.accountId })).toMatchObject([
      { text: later.content },
    ]);
    expect(await operate('Cancel Scheduled Post', { POST_ID: later.id })).toContain('UPDATE 0');
  });

  it('View Recent Posts, View Engagement Stats and the hourly count tell what is true', async () => {
    const connection = await given.connection('FACEBOOK');
    const post = await given.post(connection);
    const { platform_post_id: platformPostId } = await untilStatus(post.id, 'PUBLISHED');
    await sandbox.control('clock', { advanceSeconds: 7200 });

    const synced = await call('Force Engagement Update', { POST_ID: post.id });
    const recent = await operate('View Recent Posts', { TENANT_ID: 'acme' });
    const stats = await operate('View Engagement Stats', { POST_ID: post.id });
    const hourly = await operate('Rate Limited', { CONNECTION_ID: connection.id });

    expect(synced.status).toBe(200);
    expect(recent).toContain(`${post.id}|${connection.id}|PUBLISHED|${post.content}|`);
    const row = stats.split('\n').find((line) => line.startsWith(post.id)) ?? '';
    const [, id, likes, , , , , syncedAt] = row.split('|');
    expect(id).toBe(platformPostId);
    expect(Number(likes)).toBeGreaterThan(0);
    expect(syncedAt).not.toBe('');
    expect(hourly).toMatch(/^1\|/m);
  });

  it('Refresh Token renews an X token, and Facebook answers with the way out', async () => {
    const twitter = await given.connection('TWITTER');
    const facebook = await given.connection('FACEBOOK');

    const refreshed = await call('Refresh Token (if supported)', { CONNECTION_ID: twitter.id });
    const refused = await call('Refresh Token (if supported)', { CONNECTION_ID: facebook.id });

    expect(refreshed).toMatchObject({ status: 200, body: { id: twitter.id, isActive: true } });
    expect(refused).toMatchObject({ status: 409, body: { code: 'REFRESH_NOT_SUPPORTED' } });
    expect(JSON.stringify(refused.body)).toContain('/reconnect');
  });

  it('writes down who changed a row by hand', async () => {
    const connection = await given.connection('FACEBOOK');

    await operate('Mark Connection Inactive', { CONNECTION_ID: connection.id });

    const events = await database.query(`SELECT actor, change FROM "SocialAuditEvent" WHERE row_id = $1`, [
      connection.id,
    ]);
    expect(events).toMatchObject([
      { actor: expect.stringContaining('psql'), change: { is_active: [true, false] } },
    ]);
  });

  it('Health, late and blocked posts show what a connection that ended holds up, and the diagnosis says why', async () => {
    const connection = await given.connection('FACEBOOK');
    await sandbox.control(`accounts/${connection.accountId}`, { state: 'password-changed' });
    const post = await given.post(connection);
    await until('the connection is switched off', async () => {
      const rows = await operate('Token Expired', {});
      return rows.includes(connection.id) ? true : undefined;
    });
    await database.query(
      `UPDATE "SocialPost" SET scheduled_at = now() - interval '5 minutes' WHERE id = $1`,
      [post.id],
    );

    const [health, late, blocked, diagnosis] = [
      await operate('Health of All Connections', {}),
      await operate('Late Posts', {}),
      await operate('Blocked Posts', {}),
      await call('Says Connected but Cannot Post', { CONNECTION_ID: connection.id }),
    ];

    expect(health).toMatch(new RegExp(`FACEBOOK_PASSWORD_CHANGED\\|club-admin\\|.*\\|${connection.id}`));
    expect(late).toMatch(new RegExp(`FACEBOOK_PASSWORD_CHANGED\\|.*\\|${post.id}`));
    expect(blocked).toMatch(new RegExp(`FACEBOOK_PASSWORD_CHANGED\\|.*\\|club-admin\\|.*\\|${post.id}`));
    expect(diagnosis).toMatchObject({
      status: 200,
      body: { status: 'blocked', cause: 'FACEBOOK_PASSWORD_CHANGED', who: 'club-admin' },
    });
  });

  it('Stuck Posts says what a send without an answer waits for', async () => {
    const connection = await given.connection('TWITTER');
    const { accountId } = connection;
    await sandbox.control('faults', { accountId, operation: 'publish', fault: 'drop-answer' });
    const post = await given.post(connection);
    await until('the send is left open', async () => {
      const rows = await database.query(
        `UPDATE "SocialPublishAttempt" SET created_at = now() - interval '11 minutes', settle_until = now() + interval '1 hour'
         WHERE post_id = $1 AND outcome IS NULL AND settle_until IS NOT NULL AND lease_until <= now() RETURNING id`,
        [post.id],
      );
      return rows.length > 0 ? true : undefined;
    });

    const stuck = await operate('Stuck Posts', {});

    expect(stuck).toMatch(new RegExp(`no clear answer.*looked up at .*\\|${post.id}`));
  });

  it('Pause a Tenant: nothing more is sent, the reason is shown, and all of it goes out after the pause', async () => {
    const connection = await given.connection('TWITTER', { tenantId: 'quarrelling' });
    const ofTenant = api.as({ tenantId: 'quarrelling' });
    const [pause, list, resume] = runbook.get('Pause a Tenant') ?? [];
    const names = { TENANT_ID: 'quarrelling' };

    const paused = await runAsOperator(database.url, fill(pause!, names));
    const post = await given.post(connection);
    const other = await given.post(await given.connection('TWITTER'));
    await untilStatus(other.id, 'PUBLISHED');
    const { body } = await ofTenant.get(`/posts/${post.id}`);
    const sentMeanwhile = await sandbox.ledger({ accountId: connection.accountId });
    const shown = await runAsOperator(database.url, list!);
    const resumed = await runAsOperator(database.url, fill(resume!, names));
    await untilStatus(post.id, 'PUBLISHED');

    expect(paused).toContain('Tenant quarrelling is paused');
    expect(body).toMatchObject({
      status: 'SCHEDULED',
      waitingReason: expect.stringContaining('ticket 4711'),
    });
    expect(sentMeanwhile).toEqual([]);
    expect(shown).toMatch(/quarrelling\|Asked for by the club, ticket 4711\|.*psql/);
    expect(resumed).toContain('1 post is due now; if it is too late');
    expect(await sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
  });

  it('Mark a Post Published, Retry or Cancel with an Answer, wider spacing: each says what happened', async () => {
    const connection = await given.connection('FACEBOOK');
    const [unknown, ahead] = [
      await given.post(connection, { scheduledAt: new Date(Date.now() + 3_600_000) }),
      await given.post(connection, { scheduledAt: new Date(Date.now() + 3_700_000) }),
    ];
    await database.query(
      `UPDATE "SocialPost" SET status = 'FAILED', error_code = 'OUTCOME_UNKNOWN', error_message = 'Look at the account.' WHERE id = $1`,
      [unknown.id],
    );
    const listed = await operate('Outcome Unknown', {});
    const [, cancel] = runbook.get('Retry or Cancel with an Answer') ?? [];
    const spread = runbook.get('Rate Limited')?.find((text) => text.startsWith('SELECT social_')) ?? '';

    const marked = await operate('Mark a Post Published', {
      POST_ID: unknown.id,
      ID_ON_PLATFORM: '61_1',
      ADDRESS: 'https://www.facebook.com/61/posts/1',
    });
    const spaced = await runAsOperator(database.url, fill(spread, { CONNECTION_ID: connection.id }));
    const cancelled = await runAsOperator(database.url, fill(cancel!, { POST_ID: ahead.id }));
    const retried = await operate('Retry or Cancel with an Answer', { POST_ID: ahead.id });

    expect(listed).toContain(unknown.id);
    expect(marked).toContain('PUBLISHED as 61_1');
    expect(spaced).toMatch(/1 post now goes out at \d{4}-.*\.$/m);
    expect(cancelled).toContain('nothing of it is sent');
    expect(retried).toContain('within two seconds');
    expect(await untilStatus(unknown.id, 'PUBLISHED')).toMatchObject({ platform_post_id: '61_1' });
    await operate('Cancel Scheduled Post', { POST_ID: ahead.id });
  });

  it('Who Changed What shows the hand of an operator and the call of a person, over SQL and over the API', async () => {
    const connection = await given.connection('FACEBOOK', { tenantId: 'watched' });
    const ofTenant = api.as({ tenantId: 'watched', subject: 'maria' });
    const post = await given.post(connection, { scheduledAt: new Date(Date.now() + 3_600_000) });
    await ofTenant.post(`/posts/${post.id}/cancel`);
    await operate('Mark Connection Inactive', { CONNECTION_ID: connection.id });

    const shown = await operate('Who Changed What', { TENANT_ID: 'watched' });
    const { body } = await ofTenant.get<{ data: object[] }>('/audit-events');

    expect(shown).toMatch(/psql.*SocialConnection.*is_active/);
    expect(shown).toMatch(/maria.*SocialPost.*POST posts\/:id\/cancel/);
    expect(body.data).toMatchObject([
      { table: 'SocialConnection', rowId: connection.id, change: { is_active: [true, false] } },
      { table: 'SocialPost', rowId: post.id, actor: 'maria', change: { call: 'POST posts/:id/cancel' } },
    ]);
  });

  it('After a Failover or a Restore: the statement opens a quarantine, and the row shows the lost time', async () => {
    const heading = 'After a Failover or a Restore';
    const byHand = runbook.get(heading)?.find((text) => text.startsWith('UPDATE')) ?? '';

    const before = await operate(heading, {});
    await runAsOperator(database.url, byHand);
    const [opened] = await until('the quarantine is open', async () => {
      const rows = await database.query(
        `SELECT quarantine_until > quarantine_since AS open FROM "SocialDatabaseIdentity"
         WHERE identity = social_database_identity()`,
      );
      return rows[0]?.['open'] ? rows : undefined;
    });

    expect(before).toMatch(/^seen_at\|quarantine_since/);
    expect(opened).toEqual({ open: true });
    await until('the log to tell of it', async () =>
      service.log.includes('another one than before') ? true : undefined,
    );
  });

  async function operate(heading: string, names: Record<string, string>): Promise<string> {
    const statement = runbook.get(heading)?.find((text) => /^(SELECT|UPDATE)/.test(text));
    if (!statement) throw new Error(`The runbook has no statement under "${heading}".`);
    return await runAsOperator(database.url, fill(statement, names));
  }

  /** Makes the request of a curl line in the runbook, at this service instead of the one it names. */
  async function call(heading: string, names: Record<string, string>) {
    const line = fill(runbook.get(heading)?.[0] ?? '', names);
    const [, method, path] = /curl -X (\w+) https:\/\/[^/]+(\S+)/.exec(line) ?? [];
    const token = line.includes('-H "Authorization: Bearer $TOKEN"') ? await signToken() : '';
    const answer = await request(`${service.url}${path}`, {
      method: (method ?? 'GET') as 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: answer.statusCode, body: await answer.body.json() };
  }

  async function untilStatus(id: string, status: string): Promise<PostRow> {
    return await until(`post ${id} is ${status}; log: ${service.log}`, async () => {
      const [row] = await database.query<PostRow>(
        `SELECT p.status, p.error_code, p.platform_post_id,
           extract(epoch FROM max(a.send_started_at) - p.requeued_at)::float8 AS started_after_s
         FROM "SocialPost" p LEFT JOIN "SocialPublishAttempt" a ON a.post_id = p.id WHERE p.id = $1 GROUP BY p.id`,
        [id],
      );
      return row?.status === status ? row : undefined;
    });
  }
});

function fill(text: string, names: Record<string, string>): string {
  return Object.entries(names).reduce((filled, [name, value]) => filled.replaceAll(name, value), text);
}
