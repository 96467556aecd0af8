import { graphTime } from '../clock.ts';
import { engagementOf } from '../engagement.ts';
import type { Post } from '../posts.ts';
import type { Page } from '../world.ts';
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
import { objectNotFound, unknownField } from './errors.ts';
import { edgeSummary, pick, withId, type Field } from './fields.ts';
import { nestedPostInsights } from './insights.ts';
import type { PageDraft } from './media.ts';
import { viewPageMedia } from './page-media.ts';

/** GET /{page}/published_posts, /posts and /feed: newest first. Reels have a list of their own. */
export function listPosts(call: GraphCall, page: Page): unknown {
  const isPost = ({ kind }: Post) => kind !== 'reel' && kind !== 'comment';
  return list(call, page, isPost, (post, fields) => viewPost(call, post, fields));
}

/** GET /{page}/video_reels: newest first. */
export function listReels(call: GraphCall, page: Page): unknown {
  return list(
    call,
    page,
    ({ kind }) => kind === 'reel',
    ({ mediaIds: [id] }, fields) => {
      const media = call.sandbox.graphMedia.pageMedia.get(id ?? '');
      return media ? viewPageMedia(call, media, fields) : undefined;
    },
  );
}

function list(
  call: GraphCall,
  page: Page,
  wanted: (post: Post) => boolean,
  view: (post: Post, fields: Field[]) => unknown,
): unknown {
  requirePageInSight(call, page.id, page.id);
  requireScope(call, 'pages_read_engagement');
  const fields = askedFields(call, 'id,created_time');
  const limit = askedLimit(call);
  const [sinceMs, untilMs] = [askedTime(call, 'since', 0), askedTime(call, 'until', Infinity)];
  const beforeSeq = Number(askedCursor(call) ?? Infinity);

  const all = call.sandbox.posts.ofAccount(page.id);
  const found: Post[] = [];
  for (let i = all.length - 1; i >= 0 && found.length <= limit; i--) {
    const post = all[i]!;
    if (post.createdAtMs < sinceMs) break;
    const isListed = wanted(post) && call.sandbox.isVisible(post);
    if (isListed && post.seq < beforeSeq && post.createdAtMs <= untilMs) found.push(post);
  }
  const items = found.slice(0, limit);
  const hasMore = found.length > limit;
  return listAnswer(call, { items, hasMore, cursorOf: (post) => String(post.seq) }, (post) =>
    view(post, withId(fields)),
  );
}

/** GET /{post} */
export function readPost(call: GraphCall, post: Post): unknown {
  requirePageInSight(call, post.accountId, post.id);
  requireScope(call, 'pages_read_engagement');
  // What was a draft is the same object before and after; only lists show it late.
  const isKnown = call.sandbox.graphMedia.pageDrafts.has(post.id) && post.deletedAtMs === null;
  if (!isKnown && !call.sandbox.isVisible(post)) throw objectNotFound(post.id);
  return viewPost(call, post, withId(askedFields(call, 'id,created_time,message')));
}

/** GET /{post} of a post that is not published; only who manages the Page sees it. */
export function readDraft(call: GraphCall, draft: PageDraft): unknown {
  requirePageInSight(call, draft.pageId, draft.id);
  requireScope(call, 'pages_read_engagement');
  return pick(
    withId(askedFields(call, 'id,created_time,message')),
    {
      id: () => draft.id,
      message: () => draft.text || undefined,
      created_time: () => graphTime(draft.createdAtMs),
      permalink_url: () => `https://www.facebook.com/${draft.pageId}/posts/${draft.id.split('_').at(-1)}`,
      is_published: () => false,
      attachments: () => undefined,
    },
    (name) => unknownField(name, 'Post'),
  );
}

/** GET /{page} */
export function readPage(call: GraphCall, page: Page): unknown {
  requirePageInSight(call, page.id, page.id);
  return pick(
    withId(askedFields(call, 'id,name')),
    {
      id: () => page.id,
      name: () => page.name,
      category: () => page.category.name,
      category_list: () => [page.category],
      link: () => `https://www.facebook.com/${page.id}`,
      fan_count: () => 420,
      followers_count: () => 440,
      username: () => undefined,
      access_token: () => call.sandbox.graphTokens.pageToken(call.caller, page.id).value,
      instagram_business_account: (field) => viewLinkedInstagram(call, page, field),
      connected_instagram_account: (field) => viewConnectedInstagram(call, page, field),
      is_published: () => call.sandbox.world.settingsOf(page.id).isPublished,
      picture: () => ({
        data: { url: `https://graph.facebook.com/${page.id}/picture`, is_silhouette: false },
      }),
    },
    (name) => unknownField(name, 'Page'),
  );
}

/** Absent when no professional account is linked. */
export function viewLinkedInstagram(call: GraphCall, page: Page, field: Field): unknown {
  const isProfessional =
    page.instagramId !== null && call.sandbox.world.settingsOf(page.instagramId).isProfessional;
  return isProfessional ? viewConnectedInstagram(call, page, field) : undefined;
}

/** A link made in the settings, which a personal account may have too. */
export function viewConnectedInstagram(call: GraphCall, page: Page, field: Field): unknown {
  if (page.instagramId !== null && !call.sandbox.world.settingsOf(page.instagramId).isLinked)
    return undefined;
  const account = page.instagramId === null ? undefined : call.sandbox.world.instagram.get(page.instagramId);
  if (!account || !call.caller.scopes.has('instagram_basic')) return undefined;
  return pick(
    withId(field.children),
    {
      id: () => account.id,
      username: () => account.username,
      name: () => account.name,
      profile_picture_url: () => `https://instagram.com/${account.username}/picture.jpg`,
      followers_count: () => 310,
    },
    (name) => unknownField(name, 'IGUser'),
  );
}

function viewPost(call: GraphCall, post: Post, fields: Field[]): unknown {
  const counts = engagementOf(post.id, call.sandbox.ageSeconds(post));
  const page = call.sandbox.world.pages.get(post.accountId);
  return pick(
    fields,
    {
      id: () => post.id,
      message: () => post.storedText || undefined,
      created_time: () => graphTime(post.createdAtMs),
      updated_time: () => graphTime(post.updatedAtMs),
      permalink_url: () => post.permalink,
      full_picture: () => (post.mediaIds[0] ? mediaUrl(post.mediaIds[0]) : undefined),
      from: () => ({ name: page?.name, id: post.accountId }),
      is_published: () => true,
      is_hidden: () => false,
      scheduled_publish_time: () => undefined,
      story: () => undefined,
      status_type: () => statusType(post),
      attachments: () => attachmentsOf(post),
      shares: () => (counts.shares > 0 ? { count: counts.shares } : undefined),
      likes: (field) => edgeSummary(field, counts.likes, { can_like: true, has_liked: false }),
      reactions: (field) => edgeSummary(field, counts.likes, { viewer_reaction: 'NONE' }),
      comments: (field) => edgeSummary(field, counts.comments, { order: 'ranked', can_comment: true }),
      insights: (field) => nestedPostInsights(call, post, field),
    },
    (name) => unknownField(name, 'Post'),
  );
}

function statusType(post: Post): string {
  switch (post.kind) {
    case 'photo':
      return 'added_photos';
    case 'video':
      return 'added_video';
    case 'link':
      return 'shared_story';
    default:
      return 'mobile_status_update';
  }
}

function attachmentsOf(post: Post) {
  if (post.kind === 'link') {
    const isVideo = /^https:\/\/(www\.youtube\.com|youtu\.be)\//.test(post.link ?? '');
    const kind = isVideo
      ? { media_type: 'video', type: 'video_share_youtube' }
      : { media_type: 'link', type: 'share' };
    return { data: [{ ...kind, title: post.link, url: post.link }] };
  }
  const [first, ...more] = post.mediaIds.map((id) => ({
    media_type: post.kind === 'video' ? 'video' : 'photo',
    type: post.kind === 'video' ? 'video_inline' : 'photo',
    media: { image: { height: 720, src: mediaUrl(id), width: 720 } },
    target: { id },
    url: `https://www.facebook.com/photo.php?fbid=${id}`,
  }));
  if (!first) return undefined;
  if (more.length === 0) return { data: [first] };
  return {
    data: [
      {
        media_type: 'album',
        type: 'album',
        title: 'Photos',
        url: post.permalink,
        subattachments: { data: [first, ...more] },
      },
    ],
  };
}

function mediaUrl(id: string): string {
  return `https://scontent.facebook.com/${id}.jpg`;
}
