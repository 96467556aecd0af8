import { describe, expect, it } from '@jest/globals';
import { campaignOf } from './campaign/campaign-options.ts';
import { runCampaign } from './campaign/campaign.ts';
import { planFaults } from './campaign/fault-plan.ts';
import { reportLines } from './campaign/report.ts';

describe('a campaign of random faults', () => {
  const options = campaignOf({
    posts: 200,
    kills: 6,
    seed: 20_261,
    seconds: 10,
    connections: 70,
    postgresRestarts: 1,
    zombies: 1,
    operatorActs: 12,
    sandboxFaults: 15,
    outages: 1,
    proxy: 'on',
  });

  it('200 posts on three platforms survive kills, restarts, a zombie, an outage, broken lines and operators', async () => {
    const result = await runCampaign(options, () => undefined);

    const { verdict, done } = result;
    expect(verdict.violations.length === 0 ? '' : reportLines(result).join('\n')).toBe('');
    expect(verdict.published + verdict.cancelled).toBe(200);
    expect(verdict.ambiguous).toBeGreaterThan(0);
    expect([done.kill, done['restart-postgres'], done.zombie, done.outage]).toEqual([6, 1, 1, 1]);
  }, 120_000);

  it('the same seed gives the same faults at the same moments, another seed others', () => {
    const plan = planFaults(options);

    expect(planFaults(options)).toEqual(plan);
    expect(planFaults({ ...options, seed: 2 })).not.toEqual(plan);
    expect(plan.filter(({ kind }) => kind === 'kill')).toHaveLength(6);
    expect(plan.map(({ atMs }) => atMs)).toEqual(plan.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  });
});
