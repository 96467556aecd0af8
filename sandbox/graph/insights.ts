import { engagementOf, type Engagement } from '../engagement.ts';
import type { Post } from '../posts.ts';
import type { Page } from '../world.ts';
import { requirePageInSight, requireScope, type GraphCall } from './call.ts';
import { GraphRefusal, invalidParameter, objectNotFound, permissionDenied } from './errors.ts';
import type { Field } from './fields.ts';

type Metric = (counts: Engagement) => unknown;

const zero: Metric = () => 0;

/** What is left after the removals of 2025-11 and 2026-06. https://developers.facebook.com/docs/pages-api/changelog */
const POST_METRICS: Record<string, Metric> = {
  post_media_view: (counts) => counts.impressions,
  post_total_media_view_unique: (counts) => counts.reach,
  post_clicks: (counts) => counts.clicks,
  post_clicks_by_type: (counts) => ({ 'link clicks': counts.clicks }),
  post_reactions_by_type_total: (counts) => ({ like: counts.likes }),
  post_reactions_like_total: (counts) => counts.likes,
  post_reactions_love_total: zero,
  post_reactions_wow_total: zero,
  post_reactions_haha_total: zero,
  post_reactions_sorry_total: zero,
  post_reactions_anger_total: zero,
  post_activity_by_action_type: (counts) => ({
    like: counts.likes,
    comment: counts.comments,
    share: counts.shares,
  }),
  post_activity_by_action_type_unique: (counts) => ({ like: counts.likes, comment: counts.comments }),
  post_video_views: zero,
};

const PAGE_METRICS = new Set([
  'page_media_view',
  'page_total_media_view_unique',
  'page_follows',
  'page_daily_follows',
  'page_daily_follows_unique',
  'page_daily_unfollows_unique',
  'page_post_engagements',
  'page_views_total',
  'page_total_actions',
  'page_video_views',
]);

const COMMON_MEDIA_METRICS: Record<string, Metric> = {
  views: (counts) => counts.impressions,
  reach: (counts) => counts.reach,
  likes: (counts) => counts.likes,
  comments: (counts) => counts.comments,
  shares: (counts) => counts.shares,
  saved: (counts) => counts.saves,
  total_interactions: (counts) => counts.likes + counts.comments + counts.shares + counts.saves,
};

const FEED_MEDIA_METRICS: Record<string, Metric> = {
  ...COMMON_MEDIA_METRICS,
  follows: zero,
  profile_visits: (counts) => counts.profileClicks,
  profile_activity: (counts) => counts.profileClicks,
  reposts: zero,
};

const REEL_METRICS: Record<string, Metric> = {
  ...COMMON_MEDIA_METRICS,
  ig_reels_avg_watch_time: () => 4200,
  ig_reels_video_view_total_time: (counts) => counts.impressions * 4200,
  reels_skip_rate: () => 20,
  reposts: zero,
};

const STORY_METRICS: Record<string, Metric> = {
  views: (counts) => counts.impressions,
  reach: (counts) => counts.reach,
  replies: (counts) => counts.comments,
  shares: (counts) => counts.shares,
  follows: zero,
  profile_visits: (counts) => counts.profileClicks,
  navigation: (counts) => counts.clicks,
  total_interactions: (counts) => counts.likes + counts.comments + counts.shares,
};

/** GET /{post}/insights. One metric that does not exist refuses the whole request. */
export function postInsights(call: GraphCall, post: Post): unknown {
  requirePageInSight(call, post.accountId, post.id);
  if (!call.sandbox.isVisible(post)) throw objectNotFound(post.id);
  return answerPostInsights(call, post, call.params['metric'] ?? '');
}

/** `insights.metric(a,b)` inside a field list. */
export function nestedPostInsights(call: GraphCall, post: Post, field: Field): unknown {
  return answerPostInsights(call, post, field.modifiers['metric'] ?? '');
}

function answerPostInsights(call: GraphCall, post: Post, metricList: string): unknown {
  requireScope(call, 'read_insights');
  const names = metricNames(metricList);
  const unknown = names.find((name) => !Object.hasOwn(POST_METRICS, name));
  if (unknown !== undefined) throw invalidParameter('The value must be a valid insights metric');
  const data = insightEntries(call, post, names, POST_METRICS);
  const paging = {
    previous: `${call.baseUrl}/${post.id}/insights?page=previous`,
    next: `${call.baseUrl}/${post.id}/insights?page=next`,
  };
  return { data, paging };
}

/** GET /{page}/insights: the sum of the Page's posts, for the last day. */
export function pageInsights(call: GraphCall, page: Page): unknown {
  requirePageInSight(call, page.id, page.id);
  requireScope(call, 'read_insights');
  const names = metricNames(call.params['metric'] ?? '');
  if (names.some((name) => !PAGE_METRICS.has(name)))
    throw invalidParameter('The value must be a valid insights metric');
  const period = call.params['period'] ?? 'day';
  const data = names.map((name) => ({
    name,
    period,
    values: [{ value: call.sandbox.posts.ofAccount(page.id).length }],
    title: title(name),
    description: title(name),
    id: `${page.id}/insights/${name}/${period}`,
  }));
  return { data };
}

/** GET /{media}/insights. https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights */
export function mediaInsights(call: GraphCall, post: Post): unknown {
  if (!call.caller.scopes.has('instagram_manage_insights'))
    throw permissionDenied('instagram_manage_insights');
  if (!call.sandbox.isVisible(post)) throw objectNotFound(post.id);
  const metrics =
    post.kind === 'reel' ? REEL_METRICS : post.kind === 'story' ? STORY_METRICS : FEED_MEDIA_METRICS;
  const names = metricNames(call.params['metric'] ?? '');
  const index = names.findIndex((name) => !Object.hasOwn(metrics, name));
  if (index >= 0) {
    throw invalidParameter(
      `metric[${index}] must be one of the following values: ${Object.keys(metrics).join(', ')}`,
    );
  }
  return { data: insightEntries(call, post, names, metrics) };
}

function metricNames(list: string): string[] {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length > 0) return names;
  throw new GraphRefusal({
    code: 3001,
    subcode: 1504028,
    message: '(#3001) Invalid query',
    userTitle: 'No metric was specified to be fetched',
    userMessage: 'Please specify a metric.',
  });
}

function insightEntries(call: GraphCall, post: Post, names: string[], metrics: Record<string, Metric>) {
  const counts = engagementOf(post.id, call.sandbox.ageSeconds(post));
  return names.map((name) => ({
    name,
    period: 'lifetime',
    values: [{ value: metrics[name]?.(counts) }],
    title: title(name),
    description: `${title(name)}, as counted so far`,
    id: `${post.id}/insights/${name}/lifetime`,
  }));
}

function title(metric: string): string {
  const words = metric.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
