import { readRunbook } from '../../support/operator.ts';
import type { CampaignDatabase } from './campaign-database.ts';
import type { Promises } from './judge.ts';

/** Runs the runbook's statements, one after the other, and remembers what they promised. */
export class Operators {
  readonly promises: Promises = { cancelled: new Map(), off: [] };
  private readonly runbook = readRunbook();
  private turn: Promise<unknown> = Promise.resolve();
  private readonly switchedOff = new Set<string>();
  acts = 0;

  constructor(private readonly database: CampaignDatabase) {}

  /** A cancelled post is left alone: retrying it would take the promise back. */
  async retry(postId: string): Promise<void> {
    await this.inTurn(async () => {
      if (this.promises.cancelled.has(postId)) return;
      await this.run('Retry Failed Post', { POST_ID: postId });
    });
  }

  async cancel(postId: string): Promise<void> {
    await this.inTurn(async () => {
      const count = await this.run('Cancel Scheduled Post', { POST_ID: postId });
      if (count === 1) this.promises.cancelled.set(postId, Date.now());
      // Whether a cancel without an answer took effect is not known: it promises nothing, and the row must not be retried.
      if (count === null) this.promises.cancelled.set(postId, Infinity);
    });
  }

  /** Off, and on again after a while. */
  async deactivate(connectionId: string, forMs: number): Promise<void> {
    if (this.switchedOff.has(connectionId)) return;
    this.switchedOff.add(connectionId);
    const count = await this.run('Mark Connection Inactive', { CONNECTION_ID: connectionId });
    const from = Date.now();
    await new Promise((resolve) => setTimeout(resolve, forMs));
    if (count === 1) this.promises.off.push({ connectionId, from, to: Date.now() });
    await this.database.query(
      'UPDATE "SocialConnection" SET is_active = true, error_message = NULL WHERE id = $1',
      [connectionId],
    );
    this.switchedOff.delete(connectionId);
  }

  private async run(heading: string, ids: Record<string, string>): Promise<number | null> {
    const [statement] = this.runbook.get(heading) ?? [];
    if (!statement) throw new Error(`The runbook has no statement under "${heading}".`);
    const text = Object.entries(ids).reduce((sql, [name, id]) => sql.replace(name, id), statement);
    this.acts += 1;
    return await this.database.countOnce(text);
  }

  private async inTurn(act: () => Promise<void>): Promise<void> {
    const acted = this.turn.then(act);
    this.turn = acted.catch(() => undefined);
    await acted;
  }
}
