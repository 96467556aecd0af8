import { graphTime } from '../clock.ts';
import { engagementOf } from '../engagement.ts';
import type { Post } from '../posts.ts';
import type { InstagramAccount } from '../world.ts';
import {
  askedCursor,
  askedFields,
  askedLimit,
  askedTime,
  listAnswer,
  requirePageInSight,
  requireScope,
  type GraphCall,
} from './call.ts';
import { GraphRefusal, objectNotFound, unknownField } from './errors.ts';
import { pick, withId, type Field } from './fields.ts';
import { quotaUsage } from './instagram-quota.ts';
import { containerStatus, type ContainerStatus, type InstagramContainer } from './media.ts';
import { mediaInsights } from './insights.ts';

const QUOTA_SECONDS = 24 * 3600;
const STORY_SECONDS = 24 * 3600;

/** An Instagram account is reached through the Page it is linked to. */
export function requireAccountInSight(call: GraphCall, account: InstagramAccount): void {
  requirePageInSight(call, account.pageId, account.id);
  const { isLinked, isProfessional } = call.sandbox.world.settingsOf(account.id);
  if (!isLinked) throw objectNotFound(account.id, call.method.toLowerCase());
  if (!isProfessional)
    throw new GraphRefusal({ code: 10, message: '(#10) The user is not an Instagram Business' });
  requireScope(call, 'instagram_basic');
}

/** GET /{ig} */
export function readAccount(call: GraphCall, account: InstagramAccount): unknown {
  requireAccountInSight(call, account);
  return pick(
    withId(askedFields(call, 'id')),
    {
      id: () => account.id,
      username: () => account.username,
      name: () => account.name,
      profile_picture_url: () => `https://instagram.com/${account.username}/picture.jpg`,
      followers_count: () => 310,
      follows_count: () => 25,
      media_count: () => call.sandbox.posts.ofAccount(account.id).length,
      biography: () => `${account.name}, on the sandbox`,
    },
    (name) => unknownField(name, 'IGUser'),
  );
}

/** GET /{ig}/media: newest first, without stories. */
export function listMedia(call: GraphCall, account: InstagramAccount): unknown {
  return list(call, account, ({ kind }) => kind !== 'story' && kind !== 'comment');
}

/** GET /{ig}/stories: those of the last 24 hours. */
export function listStories(call: GraphCall, account: InstagramAccount): unknown {
  const isShown = (post: Post) => post.kind === 'story' && call.sandbox.ageSeconds(post) < STORY_SECONDS;
  return list(call, account, isShown);
}

function list(call: GraphCall, account: InstagramAccount, wanted: (post: Post) => boolean): unknown {
  requireAccountInSight(call, account);
  const fields = askedFields(call, 'id');
  const limit = askedLimit(call);
  const [sinceMs, untilMs] = [askedTime(call, 'since', 0), askedTime(call, 'until', Infinity)];
  const beforeSeq = Number(askedCursor(call) ?? Infinity);

  const all = call.sandbox.posts.ofAccount(account.id);
  const found: Post[] = [];
  for (let i = all.length - 1; i >= 0 && found.length <= limit; i--) {
    const post = all[i]!;
    if (post.createdAtMs < sinceMs) break;
    const isListed = wanted(post) && call.sandbox.isVisible(post);
    if (isListed && post.seq < beforeSeq && post.createdAtMs <= untilMs) found.push(post);
  }
  const page = {
    items: found.slice(0, limit),
    hasMore: found.length > limit,
    cursorOf: (post: Post) => String(post.seq),
  };
  return listAnswer(call, page, (post) => viewMedia(call, post, withId(fields)));
}

/** GET /{media} */
export function readMedia(call: GraphCall, post: Post): unknown {
  requireMediaInSight(call, post);
  return viewMedia(call, post, withId(askedFields(call, 'id')));
}

/** GET /{media}/insights */
export function readMediaInsights(call: GraphCall, post: Post): unknown {
  requireMediaInSight(call, post);
  return mediaInsights(call, post);
}

/** DELETE /{media} */
export function deleteMedia(call: GraphCall, post: Post): unknown {
  requireMediaInSight(call, post);
  requireScope(call, 'instagram_manage_contents');
  post.deletedAtMs = call.sandbox.clock.nowMs();
  return { success: true, deleted_id: post.id };
}

/** GET /{container} */
export function readContainer(call: GraphCall, container: InstagramContainer): unknown {
  const account = call.sandbox.world.instagram.get(container.accountId);
  if (!account) throw objectNotFound(container.id);
  requireAccountInSight(call, account);
  const status = containerStatus(container, call.sandbox.clock.nowMs());
  return pick(
    withId(askedFields(call, 'id')),
    { id: () => container.id, status_code: () => status, status: () => statusText(status, container) },
    (name) => unknownField(name, 'IGMediaBuilder'),
  );
}

const STATUS_TEXTS = {
  IN_PROGRESS: 'In Progress: Media is still being processed.',
  FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
  PUBLISHED: 'Published: Media has been successfully published.',
  EXPIRED: 'Expired: The container was not published within 24 hours.',
};

function statusText(status: ContainerStatus, { failsWith }: InstagramContainer): string {
  return status === 'ERROR'
    ? `Error: Media upload has failed with error code ${failsWith}`
    : STATUS_TEXTS[status];
}

/** GET /{ig}/content_publishing_limit */
export function readPublishingLimit(call: GraphCall, account: InstagramAccount): unknown {
  requireAccountInSight(call, account);
  const quotaTotal = call.sandbox.world.settingsOf(account.id).igQuotaTotal;
  const limit = pick(
    askedFields(call, 'quota_usage'),
    {
      quota_usage: () => quotaUsage(call, account.id),
      config: () => ({ quota_total: quotaTotal, quota_duration: QUOTA_SECONDS }),
    },
    (name) => unknownField(name, 'IGContentPublishingLimit'),
  );
  return { data: [limit] };
}

function requireMediaInSight(call: GraphCall, post: Post): void {
  const account = call.sandbox.world.instagram.get(post.accountId);
  if (!account || !call.sandbox.isVisible(post)) throw objectNotFound(post.id, call.method.toLowerCase());
  requireAccountInSight(call, account);
}

function viewMedia(call: GraphCall, post: Post, fields: Field[]): unknown {
  const counts = engagementOf(post.id, call.sandbox.ageSeconds(post));
  const account = call.sandbox.world.instagram.get(post.accountId);
  const firstMedia = call.sandbox.graphMedia.containers.get(post.mediaIds[0] ?? '');
  return pick(
    fields,
    {
      id: () => post.id,
      caption: () => post.storedText || undefined,
      media_type: () => mediaType(post, firstMedia?.isVideo === true),
      media_product_type: () => (post.kind === 'reel' ? 'REELS' : post.kind === 'story' ? 'STORY' : 'FEED'),
      media_url: () => firstMedia?.mediaUrl,
      thumbnail_url: () => undefined,
      permalink: () => post.permalink,
      shortcode: () => post.permalink.split('/').at(-2),
      timestamp: () => graphTime(post.createdAtMs),
      username: () => account?.username,
      owner: () => ({ id: post.accountId }),
      like_count: () => counts.likes,
      comments_count: () => counts.comments,
      shares_count: () => counts.shares,
      saved_count: () => counts.saves,
      reposts_count: () => 0,
      is_comment_enabled: () => true,
      children: () => (post.kind === 'carousel' ? { data: post.mediaIds.map((id) => ({ id })) } : undefined),
      insights: (field) =>
        mediaInsights({ ...call, params: { metric: field.modifiers['metric'] ?? '' } }, post),
    },
    (name) => unknownField(name, 'IGMedia'),
  );
}

function mediaType(post: Post, isVideo: boolean): string {
  if (post.kind === 'carousel') return 'CAROUSEL_ALBUM';
  return isVideo ? 'VIDEO' : 'IMAGE';
}
