import { describe, expect, it } from '@jest/globals';
import { cancelTrials } from './trials/cancel-trials.ts';
import { decidedTrials } from './trials/decided-trials.ts';
import { inactiveTrials } from './trials/inactive-trials.ts';
import { refreshTrials } from './trials/refresh-trials.ts';
import type { TrialReport } from './trials/trial-options.ts';

/** The same trials as `npm run chaos:trials`, a short run of each; the sandbox's ledger is the judge. */
describe('trials of the promises to operators', () => {
  const figure = ({ figures }: TrialReport, name: string) =>
    Number(figures.find(([each]) => each.trim() === name)?.[1]);

  it('a cancel that returned its row is never followed by a send, however close it came', async () => {
    const report = await cancelTrials({ kind: 'cancel', trials: 150, seed: 20_262 });

    expect(report.violations).toEqual([]);
    expect(figure(report, 'returned their row')).toBeGreaterThan(0);
    expect(figure(report, 'came too late')).toBeGreaterThan(0);
  }, 90_000);

  it('a connection that was switched off sends nothing more than a second later', async () => {
    const report = await inactiveTrials({ kind: 'inactive', trials: 120, seed: 20_263 });

    expect(report.violations).toEqual([]);
    expect(figure(report, 'of them sent')).toBeGreaterThan(0);
    expect(figure(report, 'of them sent')).toBeLessThan(figure(report, 'posts due meanwhile'));
  }, 90_000);

  it('two processes that want the same single-use token renewed show it once', async () => {
    const report = await refreshTrials(
      { kind: 'refresh', trials: 30, seed: 20_264 },
      { processes: 2, callers: 40, expiries: 3 },
    );

    expect(report.violations).toEqual([]);
    expect(figure(report, 'of them with a failing token endpoint')).toBeGreaterThan(0);
  }, 90_000);

  it('what a dead worker held is decided, each post live once, wherever in the protocol it stood', async () => {
    const report = await decidedTrials(
      { kind: 'decided', trials: 16, seed: 20_265 },
      { platformTimeout: 12, lease: 13, settle: 2 },
    );

    expect(report.violations).toEqual([]);
  }, 120_000);
});
