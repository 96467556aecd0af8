import { listAt, numberAt } from '../provider.json.ts';
import type { Finding } from '../provider.port.ts';

/** What is left of the account's posts of 24 hours (…/instagram-graph-api/reference/ig-user/content_publishing_limit). */
export function quotaFinding(body: unknown): Finding {
  const [entry] = listAt(body, 'data');
  const usage = numberAt(entry, 'quota_usage');
  const total = numberAt(entry, 'config', 'quota_total');
  if (usage === undefined || total === undefined) {
    return {
      aspect: 'publishing-quota',
      status: 'unseen',
      message: 'Instagram does not tell how many posts are left.',
    };
  }
  if (usage < total) {
    const message = `${total - usage} of ${total} posts of 24 hours are left.`;
    return { aspect: 'publishing-quota', status: 'fine', message };
  }
  const message = `Instagram takes ${total} posts in 24 hours from this account, and all are used up. The service waits until the oldest of them is a day old.`;
  return {
    aspect: 'publishing-quota',
    status: 'trouble',
    trouble: { code: 'INSTAGRAM_DAILY_POSTS', message, who: 'wait', place: null },
  };
}
