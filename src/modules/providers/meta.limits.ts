import { listAt, numberAt } from './provider.json.ts';
import type { QuotaReading } from './provider.quotas.service.ts';

/** The longest block that Meta speaks of is a day; a figure beyond a week is a mistake that would hold a club for ever. */
const mostMinutes = 7 * 24 * 60;
const hourMs = 3_600_000;

/**
 * What Graph says of its limits, in percent: of our app (`X-App-Usage`), of a Page (`X-Page-Usage`), and of an account by use case
 * (`X-Business-Use-Case-Usage`, which also tells the minutes until it takes calls again). Nothing is said before "enough calls have
 * been made". Source: developers.facebook.com/docs/graph-api/overview/rate-limiting.
 */
export function metaLimitsIn(headers: Record<string, string>, now: Date): QuotaReading[] {
  const anHourOn = new Date(now.getTime() + hourMs);
  const business = parsed(headers['x-business-use-case-usage']);
  return [
    ...shareIn(headers['x-app-usage'], {
      scope: 'application',
      window: 'app-usage',
      resetsAt: anHourOn,
      isForPublishing: true,
    }),
    ...shareIn(headers['x-page-usage'], {
      scope: 'connection',
      window: 'page-usage',
      resetsAt: anHourOn,
      isForPublishing: true,
    }),
    ...Object.keys(business).flatMap((account) =>
      listAt(business, account).map((entry) => {
        const minutes = Math.min(numberAt(entry, 'estimated_time_to_regain_access') ?? 0, mostMinutes);
        const resetsAt = minutes > 0 ? new Date(now.getTime() + minutes * 60_000) : anHourOn;
        const used = minutes > 0 ? 100 : usedPercent(entry);
        const useCase = textOf(entry);
        const isForPublishing = !otherUseCases.test(useCase);
        return share(used, { scope: 'connection', window: `use-case:${useCase}`, resetsAt, isForPublishing });
      }),
    ),
  ];
}

/**
 * The longest time until calls are taken again that a use case of ours names (`estimated_time_to_regain_access`), in minutes, a week at
 * most; 0 when none is named.
 */
export function minutesToRegainAccess(headers: Record<string, string>): number {
  const business = parsed(headers['x-business-use-case-usage']);
  const minutes = Object.keys(business).flatMap((account) =>
    listAt(business, account)
      .filter((entry) => !otherUseCases.test(textOf(entry)))
      .map((entry) => numberAt(entry, 'estimated_time_to_regain_access') ?? 0),
  );
  return Math.min(Math.max(0, ...minutes), mostMinutes);
}

/** What our calls do not count for, though the same account may reach it elsewhere: messages, advertising. */
const otherUseCases = /^(messenger|whatsapp|ads|custom_audience|lead)/;

type Place = Pick<QuotaReading, 'scope' | 'window' | 'resetsAt' | 'isForPublishing'>;

function shareIn(header: string | undefined, place: Place): QuotaReading[] {
  const usage = parsed(header);
  return Object.keys(usage).length > 0 ? [share(usedPercent(usage), place)] : [];
}

function share(used: number, { scope, window, resetsAt, isForPublishing }: Place): QuotaReading {
  return {
    scope,
    endpoint: '*',
    window,
    windowSeconds: null,
    limit: null,
    remaining: null,
    usedPercent: used,
    // Only where calls are refused does it matter when they are taken again.
    resetsAt: used >= 100 ? resetsAt : null,
    isForPublishing,
  };
}

/** Calls, time and processor time are counted apart, and the first one to be used up ends all of them. */
function usedPercent(usage: unknown): number {
  return Math.max(...['call_count', 'total_time', 'total_cputime'].map((name) => numberAt(usage, name) ?? 0));
}

function textOf(entry: unknown): string {
  const type = (entry as { type?: unknown } | null)?.type;
  return typeof type === 'string' ? type : 'other';
}

function parsed(header: string | undefined): object {
  try {
    const usage: unknown = JSON.parse(header ?? '{}');
    return typeof usage === 'object' && usage !== null ? usage : {};
  } catch {
    // A header that cannot be read says nothing; the answer itself still counts.
    return {};
  }
}
