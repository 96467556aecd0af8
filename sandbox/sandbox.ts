import { CallLog } from './calls.ts';
import { SandboxClock } from './clock.ts';
import { FaultRules } from './faults.ts';
import { GraphMedia } from './graph/media.ts';
import { GraphTokens } from './graph/tokens.ts';
import { IdSource } from './ids.ts';
import { Ledger } from './ledger.ts';
import { Mailbox } from './mailbox.ts';
import { PostStore, type Post } from './posts.ts';
import { seedWorld } from './seed.ts';
import { World } from './world.ts';
import { MediaShelf } from './x/media-shelf.ts';
import { RateWindows } from './x/rate-windows.ts';
import { TwitterTokens } from './x/tokens.ts';

export interface SandboxApps {
  facebook: { id: string; secret: string };
  twitter: { id: string; secret: string };
}

export type NewPost = Omit<Post, 'seq' | 'createdAtMs' | 'updatedAtMs' | 'deletedAtMs' | 'receivedAt'>;

/** All state of one sandbox, in memory. Restarting or resetting forgets everything but the ledger file. */
export class Sandbox {
  readonly clock = new SandboxClock();
  readonly ids = new IdSource();
  readonly world = new World(this.ids);
  readonly posts = new PostStore();
  readonly faults = new FaultRules();
  readonly calls = new CallLog();
  readonly graphTokens = new GraphTokens(this.clock, this.world);
  readonly graphMedia = new GraphMedia();
  readonly twitterTokens = new TwitterTokens(this.clock);
  readonly mediaShelf = new MediaShelf(this.clock, this.ids);
  readonly rateWindows = new RateWindows(this.clock);
  readonly mailbox = new Mailbox();
  readonly ledger: Ledger;
  readonly apps: SandboxApps;
  /** Refuse Graph calls without `appsecret_proof`, as an app with that setting does. */
  requireAppSecretProof = false;
  /** Graph: an app in development mode posts for nobody but its own developers to see. */
  appIsLive = true;
  /** X: an app that may only read says so with every answer, and is refused writes. */
  twitterAccess: 'read' | 'read-write' = 'read-write';
  /** Graph: percent of the app's call budget that is used up; 100 refuses calls. */
  appUsagePercent = 0;
  private seq = 0;

  constructor(apps: SandboxApps, ledgerFile: string | null) {
    this.apps = apps;
    this.ledger = new Ledger(ledgerFile);
    seedWorld(this.world);
  }

  /** The one door through which a post goes live. */
  publish(draft: NewPost): Post {
    this.seq += 1;
    const nowMs = this.clock.nowMs();
    const post: Post = {
      ...draft,
      seq: this.seq,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      deletedAtMs: null,
      receivedAt: Date.now(),
    };
    this.posts.add(post);
    this.ledger.record(post);
    return post;
  }

  /** Whether a read shows the post: it is live, and older than the account's read lag. */
  isVisible(post: Post): boolean {
    if (post.deletedAtMs !== null || this.clock.nowMs() < (post.visibleFromMs ?? 0)) return false;
    const lagMs = this.world.settingsOf(post.accountId).readLagSeconds * 1000;
    return lagMs === 0 || this.clock.nowMs() - post.createdAtMs >= lagMs;
  }

  ageSeconds(post: Post): number {
    return (this.clock.nowMs() - post.createdAtMs) / 1000;
  }

  reset(): void {
    this.clock.reset();
    for (const part of [this.world, this.posts, this.ledger, this.faults, this.calls, this.mailbox])
      part.clear();
    for (const part of [this.graphTokens, this.graphMedia, this.twitterTokens, this.mediaShelf]) part.clear();
    this.rateWindows.clear();
    this.requireAppSecretProof = false;
    this.appUsagePercent = 0;
    this.appIsLive = true;
    this.twitterAccess = 'read-write';
    seedWorld(this.world);
  }
}
