import { quantiles, sendOnTime } from './lateness-section.ts';
import { round, type SectionResult } from './report.ts';
import type { Sizes } from './sizes.ts';

/** Very many posts due in the same second, several of each connection: when the last one is out, and each exactly once. */
export async function measureSpike({ spikePosts, delayMs }: Sizes): Promise<SectionResult> {
  const { late, lastAfter, accepted } = await sendOnTime({ posts: spikePosts, stepMs: 0, delayMs });
  const [p50, p99] = quantiles(late);
  return {
    title: `${spikePosts} posts due at the same moment over 2,000 connections, 2 workers, a platform that takes ${delayMs} ms: seconds`,
    columns: ['sent, each once', 'until the last', 'lateness p50', 'p99', 'posts/s'],
    rows: [
      [
        String(accepted),
        lastAfter.toFixed(1),
        p50.toFixed(1),
        p99.toFixed(1),
        (accepted / lastAfter).toFixed(0),
      ],
    ],
    notes: [],
    data: { posts: spikePosts, delayMs, untilLast: round(lastAfter, 2), p50, p99, sentOnce: accepted },
  };
}
