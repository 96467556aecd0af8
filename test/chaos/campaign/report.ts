import type { CampaignResult } from './campaign.ts';
import { violationKinds } from './judge.ts';
import { landsWithinSeconds } from './worker-crew.ts';

/** What a campaign found, in plain lines. */
export function reportLines(result: CampaignResult): string[] {
  const { options, verdict, done } = result;
  const counts = violationKinds.map((kind): [string, string] => [
    kind,
    String(verdict.violations.filter((violation) => violation.kind === kind).length),
  ]);
  const decidedShare = verdict.ambiguous === 0 ? 100 : (100 * verdict.decided) / verdict.ambiguous;
  const rows: [string, string][] = [
    ['seed', String(options.seed)],
    ['platforms', options.platforms.join(', ')],
    ['posts', `${options.posts} over ${options.connections} connections, ${options.workers} workers`],
    [
      'accepted by the platforms',
      `${verdict.live} (${(verdict.live / result.sendingSeconds).toFixed(1)} a second)`,
    ],
    ['rows', `${verdict.published} published, ${verdict.cancelled} cancelled, ${verdict.failed} failed`],
    ['SIGKILLs', `${done.kill} (${result.workerRestarts} workers started again)`],
    ['zombies', String(done.zombie)],
    ['database restarts', `${done['restart-postgres']} (and ${done['terminate-backend']} sessions ended)`],
    ['orders for bad answers', String(done.sandbox)],
    ['outages', String(done.outage)],
    [
      'broken exchanges',
      `${result.proxyFaults.platform} with platforms, ${result.proxyFaults.database} with PostgreSQL`,
    ],
    ["operators' statements", String(done['retry-post'] + done['cancel-post'] + done.deactivate)],
    ['sends', String(verdict.sends)],
    [
      'ambiguous sends',
      `${verdict.ambiguous}, of which ${verdict.decided} decided (${decidedShare.toFixed(2)} %)`,
    ],
    ['slowest decision', `${verdict.slowestDecision.toFixed(1)} s after the send`],
    [
      'slowest landing',
      `${verdict.slowestLanding.toFixed(1)} s after the send began, settled after ${landsWithinSeconds} s`,
    ],
    ['calm after', `${result.calmedAfterSeconds.toFixed(1)} s`],
    ['', ''],
    ...counts,
  ];
  return [
    ...rows.map(([name, value]) => `${name.padEnd(28, ' ')}${value}`.trimEnd()),
    '',
    ...verdict.violations
      .slice(0, 40)
      .map(({ kind, postId, detail }) => `${kind}  ${postId ?? ''}  ${detail}`),
    ...result.stories.map((story) => JSON.stringify(story, null, 2)),
    verdict.violations.length === 0
      ? 'Every promise was kept.'
      : `${verdict.violations.length} promises were broken. The same faults come again with --seed ${options.seed}.`,
  ];
}
