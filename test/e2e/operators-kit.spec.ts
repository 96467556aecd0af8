import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { Platform } from '../../src/kernel/platform.ts';
import { markSends } from '../../src/modules/posts/attempt.queries.ts';
import { claimDuePosts, type ClaimWish } from '../../src/modules/posts/claim.queries.ts';
import { createDataSource } from '../../src/database/data-source.ts';
import { createTestDatabase } from '../support/database.ts';
import { openDatabase, type OpenDatabase } from '../support/open-database.ts';

interface Event {
  table_name: string;
  actor: string;
  change: Record<string, unknown>;
}

/** What operators do and read in SQL, on the tables alone. Their own session is not the service's: its changes are noted. */
describe("the operators' views and functions", () => {
  let database: OpenDatabase;

  beforeAll(async () => {
    database = await openDatabase();
  });

  afterAll(async () => {
    await database.close();
  });

  /** As an operator's session; `database.sql` is the service's. */
  const operator = async <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
    await database.test.query<Row>(text, values);
  const says = async (call: string, values: unknown[] = []): Promise<string> => {
    const [row] = await operator<{ said: string }>(`SELECT ${call} AS said`, values);
    return row?.said ?? '';
  };

  async function connection(
    wanted: { tenant?: string; platform?: Platform; set?: string } = {},
  ): Promise<string> {
    const id = uuidv7();
    await database.sql.count(
      `INSERT INTO "SocialConnection" (id, tenant_id, platform, account_id, account_name, access_token_sealed)
       VALUES ($1, $2, $3, $4, 'Club', 'sealed')`,
      [id, wanted.tenant ?? 'acme', wanted.platform ?? 'FACEBOOK', id],
    );
    if (wanted.set)
      await database.sql.count(`UPDATE "SocialConnection" SET ${wanted.set} WHERE id = $1`, [id]);
    return id;
  }

  async function post(connectionId: string, minutesAhead: number, status = 'SCHEDULED'): Promise<string> {
    const id = uuidv7();
    await database.sql.count(
      `INSERT INTO "SocialPost" (id, tenant_id, connection_id, status, content, scheduled_at)
       SELECT $1, tenant_id, id, $3, 'Words', social_now() + make_interval(mins => $4) FROM "SocialConnection" WHERE id = $2`,
      [id, connectionId, status, minutesAhead],
    );
    return id;
  }

  async function attempt(postId: string, set: string): Promise<void> {
    await database.sql.count(
      `INSERT INTO "SocialPublishAttempt" (id, post_id, tenant_id, connection_id, connection_turn, account_id, worker_id, payload, payload_hash, lease_until, created_at)
       SELECT gen_random_uuid(), p.id, p.tenant_id, p.connection_id,
         1 + (SELECT count(*) FROM "SocialPublishAttempt" a WHERE a.connection_id = p.connection_id), 'a', 'w', '{}', '', social_now() - interval '15 minutes', social_now() - interval '20 minutes'
       FROM "SocialPost" p WHERE p.id = $1`,
      [postId],
    );
    await database.sql.count(`UPDATE "SocialPublishAttempt" SET ${set} WHERE post_id = $1`, [postId]);
    await database.sql.count(`UPDATE "SocialPost" SET status = 'PUBLISHING' WHERE id = $1`, [postId]);
  }

  async function statusOf(id: string): Promise<string | undefined> {
    const [row] = await operator<{ status: string }>(`SELECT status FROM "SocialPost" WHERE id = $1`, [id]);
    return row?.status;
  }

  async function eventsOf(rowId: string): Promise<Event[]> {
    return await operator<Event & Record<string, unknown>>(
      `SELECT table_name, actor, change FROM "SocialAuditEvent" WHERE row_id = $1 ORDER BY occurred_at, id`,
      [rowId],
    );
  }

  describe('"SocialConnectionHealth"', () => {
    it.each<[string, string, string | null, RegExp]>([
      ['is_active = true', 'OK', null, /can go out/],
      [`is_active = false, error_message = 'By hand'`, 'INACTIVE', 'club-admin', /By hand/],
      [
        `is_active = false, error_code = 'FACEBOOK_PASSWORD_CHANGED', error_message = 'The password was changed.'`,
        'FACEBOOK_PASSWORD_CHANGED',
        'club-admin',
        /password/,
      ],
      [
        `is_active = false, error_code = 'DEACTIVATED', error_message = 'Deactivated by x.'`,
        'INACTIVE',
        'operator',
        /Deactivated by x/,
      ],
      [
        `is_active = false, disconnected_at = social_now(), error_message = 'Disconnected by x.'`,
        'DISCONNECTED',
        'club-admin',
        /Disconnected/,
      ],
      [`token_expires_at = social_now() - interval '1 hour'`, 'TOKEN_EXPIRED', 'club-admin', /Reconnect/],
      [`token_expires_at = social_now() + interval '2 days'`, 'TOKEN_ENDING', 'club-admin', /ends at/],
      [
        `data_access_expires_at = social_now() - interval '1 day'`,
        'DATA_ACCESS_ENDED',
        'club-admin',
        /figures/,
      ],
      [
        `rate_limited_until = social_now() + interval '1 hour', rate_limit_reason = 'Too fast'`,
        'RATE_LIMITED',
        'wait',
        /Too fast/,
      ],
      [
        `error_code = 'FACEBOOK_ACCOUNT_LIMITED', error_message = 'Limited.'`,
        'FACEBOOK_ACCOUNT_LIMITED',
        'club-admin',
        /Limited/,
      ],
    ])('shows a connection with %s as %s', async (set, health, who, words) => {
      const id = await connection({ set });

      const rows = await operator(`SELECT * FROM "SocialConnectionHealth" WHERE connection_id = $1`, [id]);

      expect(rows).toMatchObject([{ health, who_must_act: who, explanation: expect.stringMatching(words) }]);
    });

    it('counts what waits, names late posts, and has one row for each connection', async () => {
      const id = await connection();
      await post(id, -5);
      await post(id, 60);

      const rows = await operator(`SELECT * FROM "SocialConnectionHealth" WHERE connection_id = $1`, [id]);
      const [counts] = await operator(
        `SELECT (SELECT count(*) FROM "SocialConnectionHealth") = (SELECT count(*) FROM "SocialConnection") AS same`,
      );

      expect(rows).toMatchObject([{ health: 'POSTS_LATE', posts_waiting: 2, who_must_act: 'operator' }]);
      expect(counts).toEqual({ same: true });
    });

    it.each<[string, string, string]>([
      [
        'keep a distance',
        `min_spacing_seconds = 3600, last_post_at = social_now() - interval '50 minutes'`,
        'SPACING',
      ],
      [
        'kept one until a minute ago',
        `min_spacing_seconds = 540, last_post_at = social_now() - interval '10 minutes'`,
        'JUST_FREE',
      ],
      [
        'keep the distance of a limit, whose time ended a minute ago',
        `rate_spacing_seconds = 3600, last_post_at = social_now() - interval '50 minutes', rate_spacing_until = social_now() - interval '1 minute'`,
        'JUST_FREE',
      ],
      [
        'were held by a limit a minute ago',
        `rate_limited_until = social_now() - interval '1 minute'`,
        'JUST_FREE',
      ],
      [
        'waited for a reconnect a minute ago',
        `token_obtained_at = social_now() - interval '1 minute'`,
        'JUST_FREE',
      ],
      [
        'had another one before them a minute ago',
        `last_post_at = social_now() - interval '1 minute'`,
        'JUST_FREE',
      ],
    ])('calls no posts late that %s', async (_title, set, code) => {
      const id = await connection({ set });
      await post(id, -20);

      const rows = await operator(`SELECT health FROM "SocialConnectionHealth" WHERE connection_id = $1`, [
        id,
      ]);
      const late = await operator(`SELECT code FROM "SocialLatePosts" WHERE connection_id = $1`, [id]);

      expect([rows, late]).toEqual([[{ health: 'OK' }], [{ code }]]);
    });

    it.each<[string, string, string]>([
      [
        'whose tenant is paused',
        `INSERT INTO "SocialTenantPause" (tenant_id, reason, paused_by) SELECT c.tenant_id, 'Bill', 'x' FROM "SocialConnection" c WHERE c.id = $1`,
        `DELETE FROM "SocialTenantPause" t USING "SocialConnection" c WHERE c.id = $1 AND t.tenant_id = c.tenant_id`,
      ],
      [
        'that has another post on its way',
        `INSERT INTO "SocialPublishAttempt" (id, post_id, tenant_id, connection_id, connection_turn, account_id, worker_id, payload, payload_hash, lease_until)
         SELECT gen_random_uuid(), p.id, p.tenant_id, p.connection_id, 1, 'a', 'w', '{}', '', social_now()
         FROM "SocialPost" p WHERE p.connection_id = $1 AND p.status = 'DRAFT'`,
        `DELETE FROM "SocialPublishAttempt" WHERE connection_id = $1`,
      ],
      [
        'while a restore is settled',
        `UPDATE "SocialDatabaseIdentity" SET quarantine_since = social_now(), quarantine_until = social_now(),
           quarantine_settled_at = social_now() + interval '1 minute' WHERE $1::uuid IS NOT NULL`,
        `UPDATE "SocialDatabaseIdentity" SET quarantine_since = NULL, quarantine_until = NULL,
           quarantine_settled_at = NULL WHERE $1::uuid IS NOT NULL`,
      ],
      [
        'that keeps the distance of a limit',
        `UPDATE "SocialConnection" SET rate_spacing_seconds = 3600, last_post_at = social_now() - interval '50 minutes',
           rate_spacing_until = social_now() + interval '1 hour' WHERE id = $1`,
        `UPDATE "SocialConnection" SET rate_spacing_until = social_now() - interval '5 minutes' WHERE id = $1`,
      ],
    ])(
      'counts no post as overdue of a connection %s, and counts it afterwards',
      async (_title, hold, free) => {
        const id = await connection();
        await post(id, -20);
        await post(id, -20, 'DRAFT');
        const overdue = async () =>
          await operator(
            `SELECT late.posts FROM "SocialConnection" c, social_overdue_posts(c) late WHERE c.id = $1`,
            [id],
          );

        await database.sql.count(hold, [id]);
        const held = await overdue();
        await database.sql.count(free, [id]);

        expect([held, await overdue()]).toEqual([[{ posts: 0 }], [{ posts: 1 }]]);
      },
    );

    it('calls late what follows a post that went out long ago, whatever distance posts keep', async () => {
      const id = await connection({
        set: `min_spacing_seconds = 3600, last_post_at = social_now() - interval '50 minutes'`,
      });
      const [root, part] = [await post(id, -50, 'PUBLISHED'), await post(id, -50)];
      await database.sql.count(`UPDATE "SocialPost" SET root_post_id = $2, part = 1 WHERE id = $1`, [
        part,
        root,
      ]);

      const rows = await operator(`SELECT health FROM "SocialConnectionHealth" WHERE connection_id = $1`, [
        id,
      ]);

      expect(rows).toEqual([{ health: 'POSTS_LATE' }]);
    });

    it('does not call a post late that a person put back just now', async () => {
      const id = await connection();
      await says('social_retry_post($1)', [await post(id, -600, 'FAILED')]);

      const rows = await operator(`SELECT health FROM "SocialConnectionHealth" WHERE connection_id = $1`, [
        id,
      ]);

      expect(rows).toEqual([{ health: 'OK' }]);
    });

    it.each([
      ['9 minutes', 'OK', null],
      ['11 minutes', 'POST_STUCK', 'wait'],
    ])('calls posts behind one that is on its way for %s %s', async (since, health, who) => {
      const id = await connection();
      await attempt(await post(id, -20), `created_at = social_now() - interval '${since}'`);
      await post(id, -15);

      const rows = await operator(
        `SELECT health, who_must_act FROM "SocialConnectionHealth" WHERE connection_id = $1`,
        [id],
      );

      expect(rows).toEqual([{ health, who_must_act: who }]);
    });

    it('says of posts that a restore holds back when they go', async () => {
      const id = await post(await connection(), -20);
      await database.sql.count(
        `UPDATE "SocialDatabaseIdentity" SET quarantine_since = social_now(), quarantine_until = social_now(),
           quarantine_settled_at = social_now() + interval '5 minutes'`,
      );

      const rows = await operator(
        `SELECT l.code, l.reason, h.health FROM "SocialLatePosts" l JOIN "SocialConnectionHealth" h USING (connection_id)
         WHERE l.post_id = $1`,
        [id],
      );
      await database.sql.count(
        `UPDATE "SocialDatabaseIdentity" SET quarantine_since = NULL, quarantine_until = NULL, quarantine_settled_at = NULL`,
      );

      expect(rows).toEqual([
        { code: 'RESTORE_SETTLES', reason: expect.stringMatching(/by themselves/), health: 'OK' },
      ]);
    });

    it('is planned as one query, without a function called for each row', async () => {
      const plan = await operator<{ 'QUERY PLAN': string }>(`EXPLAIN SELECT * FROM "SocialConnectionHealth"`);

      const lines = plan.map((line) => line['QUERY PLAN']);
      expect(lines.join()).toMatch(/on "SocialConnection"/);
      expect(lines.filter((line) => /Function Scan/.test(line))).toEqual([]);
    });

    it('knows a limit of the whole platform', async () => {
      const id = await connection({ platform: 'INSTAGRAM' });
      await database.sql.count(
        `INSERT INTO "SocialRateLimit" (platform, limited_until, reason) VALUES ('INSTAGRAM', social_now() + interval '1 hour', 'App limit')`,
      );

      const rows = await operator(`SELECT * FROM "SocialConnectionHealth" WHERE connection_id = $1`, [id]);
      await database.sql.count(`DELETE FROM "SocialRateLimit"`);

      expect(rows).toMatchObject([
        { health: 'PLATFORM_RATE_LIMITED', explanation: expect.stringContaining('App limit') },
      ]);
    });
  });

  describe('"SocialStuckPosts"', () => {
    it.each<[string, RegExp]>([
      [
        `send_started_at = social_now() - interval '15 minutes', settle_until = social_now() + interval '1 minute'`,
        /looked up at/,
      ],
      [
        `send_started_at = social_now() - interval '15 minutes', settle_until = social_now() + interval '1 minute', negative_reads = 1`,
        /looked up again/,
      ],
      [
        `send_started_at = social_now() - interval '15 minutes', settle_until = social_now() - interval '9 minutes'`,
        /nobody has looked/,
      ],
      [
        `send_started_at = social_now() - interval '15 minutes', lease_until = social_now() + interval '1 minute'`,
        /right now/,
      ],
      [`resume_at = social_now() + interval '1 minute'`, /still works on its files/],
      [`lease_until = social_now() + interval '1 minute'`, /preparing it/],
      [`lease_until = social_now() - interval '12 minutes'`, /worker is gone/],
    ])('says of an attempt with %s what it waits for', async (set, words) => {
      const id = await post(await connection(), -20);
      await attempt(id, set);

      const rows = await operator(`SELECT why FROM "SocialStuckPosts" WHERE post_id = $1`, [id]);

      expect(rows).toEqual([{ why: expect.stringMatching(words) }]);
    });

    it('leaves out what is on its way for less than ten minutes', async () => {
      const id = await post(await connection(), -1);
      await attempt(id, `created_at = social_now() - interval '9 minutes'`);

      expect(await operator(`SELECT why FROM "SocialStuckPosts" WHERE post_id = $1`, [id])).toEqual([]);
    });
  });

  describe('"SocialLatePosts" and "SocialBlockedPosts"', () => {
    it('tell a late post behind another one, one that keeps a distance, and one that nobody takes', async () => {
      const [behind, spaced, free] = [await connection(), await connection(), await connection()];
      await attempt(await post(behind, -20), `lease_until = social_now()`);
      await database.sql.count(
        `UPDATE "SocialConnection" SET min_spacing_seconds = 3600, last_post_at = social_now() WHERE id = $1`,
        [spaced],
      );
      const late = [await post(behind, -10), await post(spaced, -10), await post(free, -10)];
      await post(free, -1);

      const rows = await operator<{ post_id: string; code: string }>(
        `SELECT post_id, code FROM "SocialLatePosts" WHERE connection_id = ANY($1) ORDER BY post_id`,
        [[behind, spaced, free]],
      );

      expect(rows).toEqual([
        { post_id: late[0], code: 'POST_AHEAD' },
        { post_id: late[1], code: 'SPACING' },
        { post_id: late[2], code: 'NOT_TAKEN_UP' },
      ]);
    });

    it('list what is blocked now or within 48 hours, and nothing later', async () => {
      const id = await connection({ set: `is_active = false, error_message = 'Ended.'` });
      const [due, soon] = [await post(id, -10), await post(id, 47 * 60)];
      await post(id, 49 * 60);

      const blocked = await operator(
        `SELECT post_id, code, reason FROM "SocialBlockedPosts" WHERE connection_id = $1 ORDER BY due_at`,
        [id],
      );
      const late = await operator(`SELECT code FROM "SocialLatePosts" WHERE connection_id = $1`, [id]);

      expect(blocked).toEqual([
        { post_id: due, code: 'INACTIVE', reason: 'Ended.' },
        { post_id: soon, code: 'INACTIVE', reason: 'Ended.' },
      ]);
      expect(late).toEqual([{ code: 'INACTIVE' }]);
    });
  });

  describe('social_retry_post and social_cancel_post', () => {
    it('put a failed post back, say what it waits for, and leave an event', async () => {
      const [ready, waiting] = [
        await connection(),
        await connection({ set: `is_active = false, error_message = 'Ended.'` }),
      ];
      const [one, other] = [await post(ready, -5, 'FAILED'), await post(waiting, -5, 'FAILED')];

      const [said, saidOther] = [
        await says('social_retry_post($1)', [one]),
        await says('social_retry_post($1)', [other]),
      ];

      expect([await statusOf(one), await statusOf(other)]).toEqual(['SCHEDULED', 'SCHEDULED']);
      expect(said).toMatch(/within two seconds/);
      expect(saidOther).toMatch(/waits: Ended/);
      expect(await eventsOf(one)).toMatchObject([
        {
          table_name: 'SocialPost',
          actor: expect.stringContaining('(test)'),
          change: { status: ['FAILED', 'SCHEDULED'] },
        },
      ]);
    });

    it.each([
      ['social_retry_post', 'PUBLISHED', /FAILED or CANCELLED.*PUBLISHED/],
      ['social_retry_post', 'SCHEDULED', /this one is SCHEDULED/],
      ['social_cancel_post', 'PUBLISHED', /DRAFT or SCHEDULED.*PUBLISHED/],
      ['social_cancel_post', 'FAILED', /this one is FAILED/],
    ])('%s refuses a post that is %s', async (call, status, words) => {
      const id = await post(await connection(), -5, status);

      await expect(says(`${call}($1)`, [id])).rejects.toThrow(words);
      expect([await statusOf(id), await eventsOf(id)]).toEqual([status, []]);
    });

    it('cancel a scheduled post; nobody cancels what is not there', async () => {
      const id = await post(await connection(), 5);

      expect(await says('social_cancel_post($1)', [id])).toMatch(/nothing of it is sent/);
      expect([await statusOf(id), (await eventsOf(id)).length]).toEqual(['CANCELLED', 1]);
      await expect(says('social_cancel_post($1)', [uuidv7()])).rejects.toThrow(/There is no post/);
    });
  });

  describe('social_mark_published', () => {
    async function unknownPost(connectionId: string): Promise<string> {
      const id = await post(connectionId, -60, 'FAILED');
      await database.sql.count(`UPDATE "SocialPost" SET error_code = 'OUTCOME_UNKNOWN' WHERE id = $1`, [id]);
      return id;
    }

    it('makes a post of unknown outcome PUBLISHED under the id that a person found', async () => {
      const id = await unknownPost(await connection());

      const said = await says(`social_mark_published($1, '61_7', 'https://www.facebook.com/7')`, [id]);

      const [row] = await operator(
        `SELECT status, platform_post_id, permalink, error_code, published_at IS NOT NULL AS dated, engagement_due_at IS NOT NULL AS read
         FROM "SocialPost" WHERE id = $1`,
        [id],
      );
      expect(said).toContain('PUBLISHED as 61_7');
      expect(row).toEqual({
        status: 'PUBLISHED',
        platform_post_id: '61_7',
        permalink: 'https://www.facebook.com/7',
        error_code: null,
        dated: true,
        read: true,
      });
      expect(await eventsOf(id)).toMatchObject([{ change: { status: ['FAILED', 'PUBLISHED'] } }]);
    });

    it('takes nothing over from another post that stood in the row, and moves the distance on', async () => {
      const connectionId = await connection();
      const [other, same] = [await unknownPost(connectionId), await unknownPost(connectionId)];
      await database.sql.count(
        `UPDATE "SocialPost" SET platform_post_id = '61_' || id, permalink = 'https://old', deleted_on_platform_at = social_now(),
           not_before = social_now() WHERE id = ANY($1)`,
        [[other, same]],
      );

      await says(`social_mark_published($1, '61_70')`, [other]);
      await says(`social_mark_published($1, $2, ' ')`, [same, `61_${same}`]);

      const rows = await operator(
        `SELECT permalink, deleted_on_platform_at, not_before FROM "SocialPost" WHERE id = ANY($1) ORDER BY id`,
        [[other, same]],
      );
      const clean = { deleted_on_platform_at: null, not_before: null };
      expect(rows).toEqual([
        { permalink: null, ...clean },
        { permalink: 'https://old', ...clean },
      ]);
      const [noted] = await operator(
        `SELECT c.last_post_at = p.published_at AS moved FROM "SocialConnection" c JOIN "SocialPost" p ON p.connection_id = c.id
         WHERE p.id = $1`,
        [same],
      );
      expect(noted).toEqual({ moved: true });
    });

    it('does not move the distance back behind a later post', async () => {
      const connectionId = await connection({ set: `last_post_at = social_now() + interval '1 second'` });

      await says(`social_mark_published($1, '61_71')`, [await unknownPost(connectionId)]);

      const [row] = await operator(
        `SELECT last_post_at > social_now() - interval '1 minute' AND last_post_at > p.published_at AS later
         FROM "SocialConnection" c JOIN "SocialPost" p ON p.connection_id = c.id WHERE c.id = $1`,
        [connectionId],
      );
      expect(row).toEqual({ later: true });
    });

    it('refuses any other post, an empty id, and an id that another post has', async () => {
      const id = await connection();
      const [failed, first, second] = [
        await post(id, -5, 'FAILED'),
        await unknownPost(id),
        await unknownPost(id),
      ];
      await says(`social_mark_published($1, '61_8')`, [first]);

      await expect(says(`social_mark_published($1, '61_9')`, [failed])).rejects.toThrow(/this one is FAILED/);
      await expect(says(`social_mark_published($1, ' ')`, [second])).rejects.toThrow(/id of the post/);
      await expect(says(`social_mark_published($1, '61_8')`, [second])).rejects.toThrow(/Another post/);
      expect(await statusOf(second)).toBe('FAILED');
    });
  });

  describe('social_reschedule_connection', () => {
    it('gives the scheduled posts a distance in their order, and leaves the others', async () => {
      const id = await connection();
      const ids = [await post(id, 10), await post(id, 11), await post(id, 12)];
      const done = await post(id, -10, 'PUBLISHED');

      const said = await says(`social_reschedule_connection($1, '30 minutes')`, [id]);

      const rows = await operator<{ id: string; minutes: number }>(
        `SELECT id, round(extract(epoch FROM scheduled_at - min(scheduled_at) OVER ()) / 60)::integer AS minutes
         FROM "SocialPost" WHERE connection_id = $1 AND status = 'SCHEDULED' ORDER BY scheduled_at`,
        [id],
      );
      expect(said).toMatch(/^3 posts now go out from .* 00:30:00 apart/);
      expect(rows).toEqual(ids.map((each, index) => ({ id: each, minutes: index * 30 })));
      expect(await eventsOf(ids[2]!)).toMatchObject([
        { change: { scheduled_at: [expect.any(String), expect.any(String)] } },
      ]);
      expect(await eventsOf(done)).toEqual([]);
    });

    it.each([
      [`'0 minutes'`, /at least a minute/],
      [`'8 days'`, /at most seven days/],
      ['NULL', /NULL/],
      [`'1 hour'`, /no scheduled post/],
    ])('refuses a distance of %s for a connection without posts', async (spacing, words) => {
      const id = await connection();

      await expect(says(`social_reschedule_connection($1, ${spacing})`, [id])).rejects.toThrow(words);
    });
  });

  describe('a pause of a tenant', () => {
    it('is told with its reason, noted, shown everywhere, and ends by one call', async () => {
      const id = await connection({ tenant: 'pausing' });
      await post(id, -5);

      const said = await says(`social_pause_tenant('pausing', ' Unpaid bill ')`);
      const health = await operator(
        `SELECT health, explanation FROM "SocialConnectionHealth" WHERE connection_id = $1`,
        [id],
      );
      const ended = await says(`social_resume_tenant('pausing')`);

      const events = await operator<Event & Record<string, unknown>>(
        `SELECT table_name, change FROM "SocialAuditEvent" WHERE tenant_id = 'pausing' ORDER BY occurred_at, id`,
      );
      expect(said).toMatch(/Tenant pausing is paused.*1 scheduled post waits\.$/);
      expect(health).toMatchObject([
        { health: 'TENANT_PAUSED', explanation: expect.stringContaining('Unpaid bill') },
      ]);
      expect(ended).toMatch(/goes on. 1 post is due now/);
      expect(events).toEqual([
        { table_name: 'SocialTenantPause', change: { paused: 'Unpaid bill' } },
        { table_name: 'SocialTenantPause', change: { resumed: 'Unpaid bill' } },
      ]);
    });

    it('keeps its first reason, and refuses what makes no sense', async () => {
      await connection({ tenant: 'twice' });
      await says(`social_pause_tenant('twice', 'First')`);

      await expect(says(`social_pause_tenant('twice', 'Second')`)).rejects.toThrow(/already.*First/);
      await expect(says(`social_pause_tenant('twice', ' ')`)).rejects.toThrow(/says why/);
      await expect(says(`social_pause_tenant('nobody', 'Why')`)).rejects.toThrow(
        /no connection of a tenant nobody/,
      );
      await expect(says(`social_resume_tenant('nobody')`)).rejects.toThrow(/not paused/);
    });

    it('holds a post at the last step, after it was claimed and before it was sent', async () => {
      const id = await post(await connection({ tenant: 'in-time' }), -1);
      const attemptIds = Array.from({ length: 50 }, () => uuidv7());
      const claim = await claimDuePosts(database.sql, wish(attemptIds));
      const claimed = claim.posts.find(({ postId }) => postId === id);
      const marks = [{ attemptId: claimed?.attemptId ?? '', settleSeconds: 0, mark: 'first' as const }];

      await says(`social_pause_tenant('in-time', 'Stop')`);
      const held = await markSends(database.sql, 'w', marks, { leaseSeconds: 60, deadlineSeconds: 30 });
      await says(`social_resume_tenant('in-time')`);
      const released = await markSends(database.sql, 'w', marks, { leaseSeconds: 60, deadlineSeconds: 30 });

      expect([held.size, released.size]).toEqual([0, 1]);
    });

    it('keeps its posts from being claimed, and no other tenant waits', async () => {
      const [held, free] = [await connection({ tenant: 'held' }), await connection({ tenant: 'free' })];
      const ids = [await post(held, -1), await post(free, -1)];
      await says(`social_pause_tenant('held', 'Stop')`);

      const claim = await claimDuePosts(database.sql, wish(Array.from({ length: 50 }, () => uuidv7())));

      const claimed = claim.posts.map(({ postId }) => postId);
      expect(ids.map((id) => claimed.includes(id))).toEqual([false, true]);
    });

    it('costs a claim one look at the list of pauses, however many posts wait', async () => {
      for (let each = 0; each < 30; each += 1) await post(await connection({ tenant: 'busy' }), -1);
      const asked: string[] = [];
      const rows = async <Row>(text: string): Promise<Row[]> => {
        asked.push(text);
        return [{ scannedTo: { dueAt: '1970-01-01T00:00:00Z', id: uuidv7() }, attemptId: null }] as Row[];
      };
      await claimDuePosts({ rows, count: () => Promise.resolve(0) }, wish([]));

      const plan = await database.sql.transaction(async (tx) => {
        await tx.count(`PREPARE claim AS ${asked[0]}`);
        return await tx.rows<{ 'QUERY PLAN': string }>(
          `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) EXECUTE claim ('w', '{}', 60, 24, NULL, 100, '{}', NULL, true, '{}', '{}')`,
        );
      });

      const loopsOf = (table: string) =>
        plan
          .map((line) => line['QUERY PLAN'])
          .filter((line) => line.includes(`on "${table}"`))
          .map((line) => Number(/loops=(\d+)/.exec(line)?.[1] ?? 0));
      expect(Math.max(...loopsOf('SocialConnection'))).toBeGreaterThanOrEqual(30);
      expect(Math.max(...loopsOf('SocialTenantPause'))).toBe(1);
    });
  });

  describe('the migration that mended them', () => {
    it('goes back to what was there before, with the notes that were written meanwhile, and on again', async () => {
      const own = await createTestDatabase();
      const source = await createDataSource({ url: own.url, role: 'test', poolSize: 2 }).initialize();
      const made = async () => {
        const [row] = await own.query<Record<string, string | boolean>>(
          `SELECT pg_get_viewdef('"SocialLatePosts"') AS late, pg_get_viewdef('"SocialConnectionHealth"') AS health,
             pg_get_functiondef('social_mark_published'::regproc) AS marked,
             (SELECT attnotnull FROM pg_attribute WHERE attrelid = '"SocialAuditEvent"'::regclass AND attname = 'row_id') AS strict`,
        );
        return row;
      };
      const present = await made();
      await own.query(
        `INSERT INTO "SocialAuditEvent" (tenant_id, table_name, actor, change, occurred_at) VALUES ('a', 'SocialBudget', 'm', '{}', social_now())`,
      );

      const isThere = async () =>
        (await own.query(`SELECT FROM "SocialMigration" WHERE name LIKE 'LateAndAudited%'`)).length > 0;
      while (await isThere()) await source.undoLastMigration({ transaction: 'each' });
      const former = await made();
      await source.runMigrations({ transaction: 'each' });

      expect(former).toMatchObject({
        late: expect.not.stringContaining('JUST_FREE'),
        health: expect.not.stringContaining('POST_STUCK'),
        marked: expect.not.stringContaining('deleted_on_platform_at'),
        strict: true,
      });
      expect(await made()).toEqual(present);
      expect(present).toMatchObject({ late: expect.stringContaining('JUST_FREE'), strict: false });
      await source.destroy();
      await own.drop();
    });
  });

  describe('the audit', () => {
    it("notes an operator's edit of words and times, cut to what is recognised, and none of the service's", async () => {
      const id = await post(await connection(), 60);

      await database.sql.count(`UPDATE "SocialPost" SET content = 'The service wrote this' WHERE id = $1`, [
        id,
      ]);
      await operator(`UPDATE "SocialPost" SET content = $2 WHERE id = $1`, [id, 'x'.repeat(900)]);
      await operator(`UPDATE "SocialPost" SET likes = 3 WHERE id = $1`, [id]);

      expect(await eventsOf(id)).toEqual([
        {
          table_name: 'SocialPost',
          actor: expect.stringContaining('(test)'),
          change: { content: ['The service wrote this', 'x'.repeat(200)] },
        },
      ]);
    });

    it('notes what an operator deletes, and not what the service does', async () => {
      const id = await connection();
      const [byHand, byService] = [await post(id, 60), await post(id, 60)];

      await operator(`DELETE FROM "SocialPost" WHERE id = $1`, [byHand]);
      await database.sql.count(`DELETE FROM "SocialPost" WHERE id = $1`, [byService]);
      await operator(`DELETE FROM "SocialConnection" WHERE id = $1`, [id]);

      expect(await eventsOf(byHand)).toMatchObject([
        { change: { deleted: { status: 'SCHEDULED', content: 'Words' } } },
      ]);
      expect(await eventsOf(byService)).toEqual([]);
      expect(await eventsOf(id)).toMatchObject([
        {
          table_name: 'SocialConnection',
          change: { deleted: { platform: 'FACEBOOK', account_name: 'Club' } },
        },
      ]);
    });

    it.each([
      `UPDATE "SocialAuditEvent" SET actor = 'nobody'`,
      `DELETE FROM "SocialAuditEvent"`,
      `TRUNCATE "SocialAuditEvent"`,
    ])('is only ever added to: %s is refused', async (statement) => {
      await expect(operator(statement)).rejects.toThrow(/only ever added to/);
      await expect(database.sql.count(statement)).rejects.toThrow(/only ever added to/);
    });
  });
});

function wish(attemptIds: string[]): ClaimWish {
  return {
    workerId: 'w',
    attemptIds,
    leaseSeconds: 60,
    maxLatenessHours: 24,
    scanFrom: null,
    busyConnections: 'list' as const,
    scanLimit: 100,
    freedConnections: [],
    leftOut: [],
    leftOutPlatforms: [],
  };
}
