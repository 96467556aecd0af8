/** A backup that is played back: the rows are those of an earlier moment, and what was sent since stays sent. */
import { idle, type Scenario, type State, type Take } from './publish-state.ts';

export function restoreSteps({ most }: Scenario, state: State, take: Take): void {
  if (state.database === 'another') take('a worker notices that time was lost', quarantine);
  if (state.database !== 'known' || most.restores === 0) return;
  if (state.backup) take('the backup is played back', playBack);
  else
    take('a backup is made', (next) => {
      next.backup = { posts: next.posts.slice(), attempts: next.attempts.slice() };
    });
}

/** WatchDatabaseJob, openQuarantine. */
function quarantine(next: State): void {
  next.database = 'quarantined';
}

/**
 * What workers had in hand goes by attempts that are gone, and comes to nothing. Those that were about to send may still do so: that
 * is the same as having sent a moment before.
 */
function playBack(next: State): void {
  const { posts, attempts } = next.backup!;
  next.posts = posts.map((each) => ({ ...each, fromBackup: true }));
  next.attempts = attempts.map((each) => ({ ...each, owner: -1, leaseValid: false }));
  next.backup = null;
  next.database = 'another';
  next.jobs = next.jobs.map(() => idle);
  next.requests = next.requests.map((each) => ({ ...each, awaitedBy: -1 }));
}
