import type { GraphCall } from './call.ts';

const QUOTA_WINDOW_MS = 24 * 3600 * 1000;

/** How many posts went live in the last 24 hours; a deleted one still counts. */
export function quotaUsage(call: GraphCall, accountId: string): number {
  const all = call.sandbox.posts.ofAccount(accountId);
  const startMs = call.sandbox.clock.nowMs() - QUOTA_WINDOW_MS;
  let used = 0;
  for (let i = all.length - 1; i >= 0 && all[i]!.createdAtMs > startMs; i--)
    if (all[i]!.kind !== 'comment') used += 1;
  return used;
}
