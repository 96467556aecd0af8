import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Platform } from '../../../src/kernel/platform.ts';
import type { GivenConnection } from '../../support/given.ts';
import { until } from '../../support/service-process.ts';
import { serviceEnv } from '../../support/settings.ts';
import { TestApp } from '../../support/test-app.ts';
import { TestWorker } from '../../support/test-worker.ts';
import type { FaultCase } from './fault-cases.ts';
import { FaultSwitch, type FaultWay } from './fault-switch.ts';
import { liveUntilReached, startFaultyWorker } from './faulty-worker.ts';

const times = { PLATFORM_TIMEOUT_MS: '1000', SOCIAL_ROLE: 'api' };
const roundSeconds = 40;
/** Longer than lease, settle time and a second look together. */
const roundsWhileHanging = 8;
const mostRounds = 30;

/** How a case ended. `story` is told only when something is wrong. */
export interface Ending {
  status: string;
  live: number;
  isTheLiveOne: boolean;
  openAttempts: number;
  story: object[];
}

interface Row {
  status: string;
  platformPostId: string | null;
  openAttempts: number;
}

interface Scene {
  connection: GivenConnection;
  postId: string;
}

/** One platform's world, in which case after case is played: a worker that fails, and a sound one that takes over. */
export class FaultStage {
  private readonly soundWorker: TestWorker;

  private constructor(
    private readonly platform: Platform,
    private readonly sound: TestApp,
    private readonly env: Record<string, string>,
    private readonly faulty: { worker: TestWorker; faults: FaultSwitch } | null,
  ) {
    this.soundWorker = TestWorker.inside(sound.nest);
  }

  /** For everything but `kill`, which takes a process of its own. */
  static async open(platform: Platform): Promise<FaultStage> {
    const { sound, env } = await openWorld();
    const faults = new FaultSwitch();
    const worker = await startFaultyWorker(env, sound.clock, faults);
    return new FaultStage(platform, sound, env, { worker, faults });
  }

  static async openForKills(platform: Platform): Promise<FaultStage> {
    const { sound, env } = await openWorld();
    return new FaultStage(platform, sound, env, null);
  }

  /** From an empty account to the end of one post. */
  async play(wanted: FaultCase, way: FaultWay): Promise<Ending> {
    const scene = await this.prepare(wanted, way);
    if (this.faulty) await this.failInside(this.faulty, scene, { wanted, way });
    else await this.failInProcess(scene, wanted);
    const ending = await this.endingOf(scene);
    // What went wrong here must not go on in the next case.
    await this.sound.database.query('DELETE FROM "SocialPost" WHERE id = $1', [scene.postId]);
    return ending;
  }

  async close(): Promise<void> {
    await this.faulty?.worker.close();
    await this.sound.close();
  }

  private async prepare({ order, leansOnRefusal }: FaultCase, way: FaultWay): Promise<Scene> {
    const connection = await this.sound.given.connection(this.platform);
    const post = await this.sound.given.post(connection);
    await this.sound.sandbox.send('DELETE', '/_sandbox/faults');
    const { accountId } = connection;
    // A platform that refuses repetitions would hide a second send.
    const duplicateCheck = leansOnRefusal?.includes(way) ?? false;
    await this.sound.sandbox.control(`accounts/${accountId}`, { duplicateCheck });
    if (order) {
      const rule = { accountId, operation: 'publish', ...order(this.platform, way) };
      await this.sound.sandbox.control('faults', rule);
    }
    return { connection, postId: post.id };
  }

  private async failInside(
    { worker, faults }: { worker: TestWorker; faults: FaultSwitch },
    scene: Scene,
    { wanted, way }: { wanted: FaultCase; way: FaultWay },
  ): Promise<void> {
    faults.arm({ point: wanted.point, moment: wanted.moment, way });
    const advance = (seconds: number) => this.sound.advance(seconds);
    const { lastTurn } = await liveUntilReached({ faults, worker, advance });
    if (way === 'hang') {
      await this.goOn(scene, () => this.soundWorker.turn(), wanted.roundsWhileHanging ?? roundsWhileHanging);
      faults.letGo();
    }
    await lastTurn;
    await this.goOn(scene, () => (way === 'hang' ? this.soundWorker.turn() : worker.turn()), mostRounds);
  }

  private async failInProcess(scene: Scene, { point, moment }: FaultCase): Promise<void> {
    const child = spawn(process.execPath, ['dist/test/chaos/faults/doomed-worker.js'], {
      env: { PATH: process.env['PATH'], ...this.env, FAULT: JSON.stringify({ point, moment, way: 'kill' }) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (signal !== 'SIGKILL') throw new Error(`The worker did not die at its point:\n${said.join('')}`);
    if (moment === 'during' && point === 'publish-call') await this.untilLanded(scene);
    await this.catchUpWithTime();
    await this.goOn(scene, () => this.soundWorker.turn(), mostRounds);
  }

  /** Turns and time until the post is published, or the rounds are over. A connection that was switched off is connected again. */
  private async goOn(scene: Scene, turn: () => Promise<void>, rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await this.sound.database.query(
        'UPDATE "SocialConnection" SET is_active = true WHERE id = $1 AND NOT is_active',
        [scene.connection.id],
      );
      await turn();
      const { status, openAttempts } = await this.row(scene);
      if (status === 'PUBLISHED' && openAttempts === 0) return;
      await this.sound.advance(roundSeconds);
    }
  }

  /** The platform works on what it received, whether its client lives or not; that must not be mixed with the moved time. */
  private async untilLanded({ connection: { accountId } }: Scene): Promise<void> {
    await until('the call of the dead worker lands', async () => {
      const live = await this.sound.sandbox.ledger({ accountId });
      return live.length > 0 ? true : undefined;
    });
  }

  private async catchUpWithTime(): Promise<void> {
    const [time] = await this.sound.database.query<{ shift: number }>(
      'SELECT extract(epoch FROM shift)::float8 AS shift FROM test_clock',
    );
    this.sound.clock.moveTo(time?.shift ?? 0);
  }

  private async row({ postId }: Scene): Promise<Row> {
    const [row] = await this.sound.database.query<Row>(
      `SELECT status, platform_post_id AS "platformPostId",
         (SELECT count(*)::integer FROM "SocialPublishAttempt" a
          WHERE a.post_id = p.id AND outcome IS NULL) AS "openAttempts"
       FROM "SocialPost" p WHERE id = $1`,
      [postId],
    );
    if (!row) throw new Error(`There is no post ${postId}.`);
    return row;
  }

  private async endingOf(scene: Scene): Promise<Ending> {
    const { status, platformPostId, openAttempts } = await this.row(scene);
    const live = await this.sound.sandbox.ledger({ accountId: scene.connection.accountId });
    const isTheLiveOne = live.some(({ id }) => id === platformPostId);
    const isRight = status === 'PUBLISHED' && live.length === 1 && isTheLiveOne && openAttempts === 0;
    const story = isRight ? [] : [...live, ...(await this.attemptsOf(scene))];
    return { status, live: live.length, isTheLiveOne, openAttempts, story };
  }

  private async attemptsOf({ postId }: Scene): Promise<object[]> {
    return await this.sound.database.query(
      `SELECT worker_id, outcome, created_at, send_started_at, settle_until, lease_until, resume_at, closed_at,
         negative_reads, failure_meaning, error_code, error_message, platform_post_id
       FROM "SocialPublishAttempt" WHERE post_id = $1 ORDER BY created_at, id`,
      [postId],
    );
  }
}

async function openWorld(): Promise<{ sound: TestApp; env: Record<string, string> }> {
  const sound = await TestApp.start(times);
  // Files of posts are handed out by the sound process, whoever gives out their addresses.
  const port = Number(new URL(sound.url).port);
  const places = { port, databaseUrl: sound.database.url, sandboxUrl: sound.sandboxUrl };
  return { sound, env: serviceEnv({ ...places, overrides: times }) };
}
