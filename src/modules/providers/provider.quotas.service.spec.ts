import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase, type OpenDatabase } from '../../../test/support/open-database.ts';
import { TestClock } from '../../../test/support/test-clock.ts';
import { QuotasService, type QuotaReading } from './provider.quotas.service.ts';

let database: OpenDatabase;
let clock: TestClock;
let quotas: QuotasService;

beforeAll(async () => {
  database = await openDatabase();
});

beforeEach(() => {
  clock = new TestClock();
  quotas = new QuotasService(database.sql, clock);
});

afterEach(async () => {
  await quotas.beforeApplicationShutdown();
});

afterAll(async () => {
  await database.close();
});

describe('limits that are used up', () => {
  it('are waited for until they end', () => {
    const resetsAt = clock.in(900_000);
    quotas.note('TWITTER', 'club', [window({ remaining: 0, resetsAt })]);

    const before = quotas.publishingWait('TWITTER', 'club');
    clock.advance(901);

    expect(before).toMatchObject({ until: resetsAt, scope: 'connection', spacingSeconds: 12 });
    expect(quotas.publishingWait('TWITTER', 'club')).toBeNull();
  });

  it('stay used up when an answer that is older comes later', () => {
    const resetsAt = clock.in(900_000);

    quotas.note('TWITTER', 'club', [window({ remaining: 0, resetsAt })]);
    quotas.note('TWITTER', 'club', [window({ remaining: 1, resetsAt })]);

    expect(quotas.publishingWait('TWITTER', 'club')).toMatchObject({ until: resetsAt });
  });

  it('are free again with the next window', () => {
    quotas.note('TWITTER', 'club', [window({ remaining: 0, resetsAt: clock.in(900_000) })]);

    quotas.note('TWITTER', 'club', [window({ remaining: 99, resetsAt: clock.in(1_800_000) })]);

    expect(quotas.publishingWait('TWITTER', 'club')).toBeNull();
  });

  it('of several windows hold until the last of them ends, whichever was told last', () => {
    const day = window({ window: '24h-user', remaining: 0, resetsAt: clock.in(36_000_000) });
    const quarter = window({ remaining: 0, resetsAt: clock.in(900_000) });

    quotas.note('TWITTER', 'one', [day, quarter]);
    quotas.note('TWITTER', 'other', [quarter, day]);
    quotas.note('TWITTER', 'other', [window({ remaining: 99, resetsAt: clock.in(1_800_000) })]);

    expect(quotas.publishingWait('TWITTER', 'one')?.until).toEqual(day.resetsAt);
    expect(quotas.publishingWait('TWITTER', 'other')?.until).toEqual(day.resetsAt);
  });

  it('of the app hold every connection of the platform, and those of a connection only itself', () => {
    quotas.note('TWITTER', 'club', [
      window({ scope: 'application', remaining: 0, resetsAt: clock.in(900_000) }),
    ]);
    quotas.note('FACEBOOK', 'page', [window({ remaining: 0, resetsAt: clock.in(900_000) })]);

    const waits = [
      quotas.publishingWait('TWITTER', 'another'),
      quotas.publishingWait('FACEBOOK', 'page'),
      quotas.publishingWait('FACEBOOK', 'another page'),
      quotas.publishingWait('INSTAGRAM', 'another'),
    ];

    expect(waits.map((wait) => wait?.scope)).toEqual(['application', 'connection', undefined, undefined]);
  });

  it('that say nothing of their end hold nobody', () => {
    quotas.note('FACEBOOK', 'page', [window({ remaining: 0, resetsAt: null })]);
    quotas.note('FACEBOOK', 'page', [window({ remaining: 0, resetsAt: new Date(Number.NaN) })]);

    expect(quotas.publishingWait('FACEBOOK', 'page')).toBeNull();
  });
});

describe('what is left of a limit on every call', () => {
  const used = (usedPercent: number, change: Partial<QuotaReading> = {}) =>
    window({ endpoint: '*', window: 'page-usage', usedPercent, ...change });
  const secondsKept = (connectionId = 'page') => {
    const until = quotas.readingWait('FACEBOOK', connectionId);
    return until && Math.round((until.getTime() - clock.now().getTime()) / 1000);
  };

  it.each([
    [84, null],
    [85, 120],
    [95, 600],
    [100, 600],
  ])('of which %d %% is used is kept for posts for so many seconds', (percent, seconds) => {
    quotas.note('FACEBOOK', 'page', [used(percent)]);

    expect(secondsKept()).toBe(seconds);
    clock.advance(601);
    expect(secondsKept()).toBeNull();
  });

  it('is kept on both platforms of an app, and of an account for itself', () => {
    quotas.note('INSTAGRAM', 'club', [used(90, { scope: 'application', window: 'app-usage' })]);
    expect(secondsKept('another')).toBe(120);

    clock.advance(121);
    quotas.note('FACEBOOK', 'page', [used(90)]);
    expect([secondsKept('page'), secondsKept('another')]).toEqual([120, null]);
  });

  it('is not kept where it is for one call only, or for what no post needs', () => {
    quotas.note('FACEBOOK', 'page', [
      used(99, { endpoint: 'POST /2/tweets' }),
      used(99, { isForPublishing: false }),
    ]);

    expect(secondsKept()).toBeNull();
  });
});

function window(reading: Partial<QuotaReading>): QuotaReading {
  return {
    scope: 'connection',
    endpoint: 'POST /2/tweets',
    window: '15min',
    windowSeconds: 900,
    limit: 100,
    remaining: 100,
    usedPercent: null,
    resetsAt: null,
    isForPublishing: true,
    ...reading,
  };
}
