import { describe, expect, it } from '@jest/globals';
import { metaLimitsIn } from './meta.limits.ts';

const now = new Date('2026-12-01T08:00:00Z');

describe('the limits of an account by use case', () => {
  it.each([
    ['pages', true],
    ['instagram', true],
    ['messenger', false],
    ['ads_insights', false],
  ])('of %s stand in the way of posts: %s', (type, isForPublishing) => {
    const usage = {
      '17': [{ type, call_count: 100, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 5 }],
    };

    expect(metaLimitsIn({ 'x-business-use-case-usage': JSON.stringify(usage) }, now)).toMatchObject([
      {
        window: `use-case:${type}`,
        usedPercent: 100,
        resetsAt: new Date('2026-12-01T08:05:00Z'),
        isForPublishing,
      },
    ]);
  });
});
