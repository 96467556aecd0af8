import type { Platform } from '../../../src/kernel/platform.ts';
import { PublishingService } from '../../../src/modules/posts/publishing.service.ts';
import type { GivenConnection } from '../../support/given.ts';
import { serviceEnv } from '../../support/settings.ts';
import { TestApp } from '../../support/test-app.ts';
import { TestWorker } from '../../support/test-worker.ts';
import { FaultSwitch, type Fault } from '../faults/fault-switch.ts';
import { startFaultyWorker } from '../faults/faulty-worker.ts';
import type { Seen } from './post-model.ts';

/** The call's deadline is short in real time, because a platform that falls silent is waited for. */
const times = { PLATFORM_TIMEOUT_MS: '300', SOCIAL_ROLE: 'api' };
const settleRounds = 90;

export type Hand = 'steady' | 'shaky';

/** The real service, twice: a steady worker, which is also the API, and a shaky one, of which single steps can be made to fail. */
export class CommandWorld {
  private connection: GivenConnection | undefined;
  private readonly content = new Map<string, string>();
  private stuckTurn: Promise<void> | null = null;
  private isStuck = false;

  private constructor(
    private readonly app: TestApp,
    private readonly steady: TestWorker,
    private readonly shaky: { worker: TestWorker; faults: FaultSwitch },
  ) {}

  static async open(): Promise<CommandWorld> {
    const app = await TestApp.start(times);
    const env = serviceEnv({
      // Files of posts are handed out by the app, whoever gives out their addresses.
      port: Number(new URL(app.url).port),
      databaseUrl: app.database.url,
      sandboxUrl: app.sandboxUrl,
      overrides: times,
    });
    const faults = new FaultSwitch();
    const worker = await startFaultyWorker(env, app.clock, faults);
    return new CommandWorld(app, TestWorker.inside(app.nest), { worker, faults });
  }

  async close(): Promise<void> {
    await this.shaky.worker.close();
    await this.app.close();
  }

  /** A new account, and nothing left of the run before. */
  async begin(platform: Platform, { duplicateCheck }: { duplicateCheck: boolean }): Promise<void> {
    await this.thaw();
    this.content.clear();
    this.app.platforms.faults.clear();
    await this.app.database.query('DELETE FROM "SocialPost"');
    await this.app.database.query('DELETE FROM "SocialRateLimit"');
    this.connection = await this.app.given.connection(platform);
    this.app.platforms.world.changeSettings(this.connection.accountId, { duplicateCheck });
  }

  async createPost(text: string): Promise<string> {
    const { id } = await this.app.given.post(this.account, { content: text });
    this.content.set(id, text);
    return id;
  }

  /** True: the service took the edit. */
  async edit(id: string, edition: number): Promise<boolean> {
    const content = `${this.content.get(id)} edition ${edition}`;
    const { status } = await this.app.api.patch(`/posts/${id}`, { content });
    return status === 200;
  }

  /** The runbook's statements. True: it returned the row. */
  async cancel(id: string): Promise<boolean> {
    const rows = await this.app.database.query(
      `UPDATE "SocialPost" SET status = 'CANCELLED' WHERE id = $1 AND status = 'SCHEDULED' RETURNING id`,
      [id],
    );
    return rows.length > 0;
  }

  async retry(id: string): Promise<void> {
    await this.app.database.query(
      `UPDATE "SocialPost" SET status = 'SCHEDULED', error_message = NULL, retry_count = 0 WHERE id = $1`,
      [id],
    );
  }

  async switchConnection(to: 'on' | 'off'): Promise<void> {
    await this.app.database.query('UPDATE "SocialConnection" SET is_active = $2 WHERE id = $1', [
      this.account.id,
      to === 'on',
    ]);
  }

  async advance(seconds: number): Promise<void> {
    await this.app.advance(seconds);
  }

  /** A worker that hangs has no other turn meanwhile, as its job runner leaves ticks out. */
  async turn(hand: Hand): Promise<void> {
    if (hand === 'steady') {
      await this.steady.turn();
      return;
    }
    if (this.isStuck) return;
    const { worker, faults } = this.shaky;
    const turn = worker.turn();
    await Promise.race([turn, faults.reached.then(() => (faults.isHanging ? undefined : turn))]);
    this.isStuck = faults.isHanging;
    this.stuckTurn = turn;
  }

  /** The shaky worker's next step of that kind fails. */
  fail(fault: Fault): void {
    if (!this.isStuck) this.shaky.faults.arm(fault);
  }

  /** What hangs goes on, with whatever it knew when it stopped. */
  async thaw(): Promise<void> {
    this.shaky.faults.disarm();
    this.shaky.faults.letGo();
    await this.stuckTurn;
    this.isStuck = false;
  }

  async orderTrouble(rule: Record<string, unknown>): Promise<void> {
    const { accountId } = this.account;
    await this.app.sandbox.control('faults', { accountId, ...rule });
  }

  async setReadLag(readLagSeconds: number): Promise<void> {
    this.app.platforms.world.changeSettings(this.account.accountId, { readLagSeconds });
  }

  /** Somebody takes the post down on the platform. True: it was there. */
  deleteOnPlatform({ live }: Seen): boolean {
    const { posts, clock } = this.app.platforms;
    for (const id of live) {
      const post = posts.find(id);
      if (post) post.deletedAtMs = clock.nowMs();
    }
    return live.length > 0;
  }

  async look(id: string): Promise<Seen> {
    const [row] = await this.app.database.query<Omit<Seen, 'accepted' | 'live'>>(
      `SELECT status, error_code AS "errorCode", platform_post_id AS "platformPostId",
         (SELECT count(*)::integer FROM "SocialPublishAttempt" a
          WHERE a.post_id = p.id AND outcome IS NULL) AS "openAttempts"
       FROM "SocialPost" p WHERE id = $1`,
      [id],
    );
    if (!row) throw new Error(`There is no post ${id}.`);
    const name = this.content.get(id)!;
    const { accountId } = this.account;
    const accepted = this.app.platforms.ledger
      .list({ accountId })
      .filter(({ text }) => text.startsWith(name));
    const live = accepted.filter(({ deletedAt }) => deletedAt === null);
    return { ...row, accepted: accepted.map(({ id: each }) => each), live: live.map(({ id: each }) => each) };
  }

  /** Nobody interferes any more and the platforms work: turns and time until every post came to its end. */
  async settle(): Promise<void> {
    await this.thaw();
    this.app.platforms.faults.clear();
    await this.switchConnection('on');
    await this.setReadLag(0);
    for (let round = 0; round < settleRounds && (await this.countOpen()) > 0; round += 1) {
      await this.turn('steady');
      await this.turn('shaky');
      await this.app.nest.get(PublishingService).failLatePosts();
      await this.advance(round < 20 ? 40 : 600);
    }
  }

  /** How attempts ended in this run, each with its number. */
  async outcomes(): Promise<{ outcome: string; count: number }[]> {
    return await this.app.database.query(
      'SELECT outcome, count(*)::integer AS count FROM "SocialPublishAttempt" GROUP BY outcome',
    );
  }

  /** For whoever looks for the cause. */
  async story(id: string): Promise<string> {
    const attempts = await this.app.database.query(
      `SELECT outcome, created_at, send_started_at, settle_until, lease_until, closed_at, negative_reads, failure_meaning,
         error_code, platform_post_id FROM "SocialPublishAttempt" WHERE post_id = $1 ORDER BY created_at, id`,
      [id],
    );
    const [post] = await this.app.database.query('SELECT * FROM "SocialPost" WHERE id = $1', [id]);
    return JSON.stringify({ post, attempts, seen: await this.look(id) }, null, 1);
  }

  private async countOpen(): Promise<number> {
    const [row] = await this.app.database.query<{ count: number }>(
      `SELECT (SELECT count(*) FROM "SocialPost" WHERE status IN ('SCHEDULED', 'PUBLISHING'))::integer
            + (SELECT count(*) FROM "SocialPublishAttempt" WHERE outcome IS NULL)::integer AS count`,
    );
    return row?.count ?? 0;
  }

  private get account(): GivenConnection {
    if (!this.connection) throw new Error('No run has begun.');
    return this.connection;
  }
}
