const dayMs = 86_400_000;
const warnedDaysBefore = 120;

/**
 * Until when each version of the Graph API can be used (developers.facebook.com/docs/graph-api/changelog/versions). One that ended
 * does not fail: its calls are served by the next oldest version that is left, and answers may change without a word.
 */
const usableUntil: Record<string, string | null> = {
  'v20.0': '2026-09-24',
  'v21.0': '2027-01-21',
  'v22.0': '2027-05-20',
  'v23.0': '2027-10-08',
  'v24.0': '2028-02-18',
  'v25.0': '2028-07-29',
  'v26.0': null,
};

/** What an administrator should know about the version in use; null when there is nothing to do. */
export function versionNotice(version: string, now: Date): { code: string; message: string } | null {
  const end = usableUntil[version];
  if (end === undefined) {
    const message = `This service does not know when ${version} of the Graph API ends. Look it up, and whether the service was tried with it.`;
    return { code: 'GRAPH_VERSION_UNKNOWN', message };
  }
  if (end === null) return null;
  const days = Math.ceil((Date.parse(`${end}T00:00:00Z`) - now.getTime()) / dayMs);
  if (days > warnedDaysBefore) return null;
  if (days > 0) {
    const message = `${version} of the Graph API ends on ${end}, in ${days} days. Set FACEBOOK_GRAPH_VERSION to a newer one.`;
    return { code: 'GRAPH_VERSION_ENDING', message };
  }
  const message = `${version} of the Graph API ended on ${end}; Meta serves the calls by a newer one, and answers may differ. Set FACEBOOK_GRAPH_VERSION.`;
  return { code: 'GRAPH_VERSION_ENDED', message };
}
