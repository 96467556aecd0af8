import { graphTime } from '../clock.ts';
import { engagementOf } from '../engagement.ts';
import type { Post } from '../posts.ts';
import { askedFields, requirePageInSight, type GraphCall } from './call.ts';
import { objectNotFound, unknownField } from './errors.ts';
import { edgeSummary, pick, withId, type Field } from './fields.ts';
import type { PageMedia } from './media.ts';

/** GET /{photo} and GET /{video} */
export function readPageMedia(call: GraphCall, media: PageMedia): unknown {
  requirePageInSight(call, media.pageId, media.id);
  if (postOf(call, media)?.deletedAtMs != null) throw objectNotFound(media.id);
  return viewPageMedia(call, media, withId(askedFields(call, 'id')));
}

/** A photo or video as lists show it, too. */
export function viewPageMedia(call: GraphCall, media: PageMedia, fields: Field[]): unknown {
  const post = postOf(call, media);
  const isShown = post !== undefined && call.sandbox.clock.nowMs() >= (post.visibleFromMs ?? 0);
  const counts = engagementOf(post?.id ?? '', post ? call.sandbox.ageSeconds(post) : 0);
  return pick(
    fields,
    {
      id: () => media.id,
      name: () => (media.kind === 'photo' ? media.caption : undefined),
      title: () => undefined,
      description: () => media.caption || undefined,
      alt_text_custom: () => media.altText ?? undefined,
      created_time: () => (post ? graphTime(post.createdAtMs) : undefined),
      page_story_id: () => (isShown ? (media.postId ?? undefined) : undefined),
      post_id: () => (isShown ? media.postId?.split('_').at(-1) : undefined),
      permalink_url: () => (isShown ? new URL(post.permalink).pathname : undefined),
      link: () => `https://www.facebook.com/photo.php?fbid=${media.id}`,
      published: () => isShown,
      status: () => (media.kind === 'photo' ? undefined : videoStatus(call, media, isShown)),
      likes: (field) => edgeSummary(field, counts.likes, { can_like: true, has_liked: false }),
      comments: (field) => edgeSummary(field, counts.comments, { order: 'ranked', can_comment: true }),
    },
    (name) => unknownField(name, media.kind === 'photo' ? 'Photo' : 'Video'),
  );
}

/** https://developers.facebook.com/docs/video-api/guides/reels-publishing, "Get upload status" */
function videoStatus(call: GraphCall, { upload }: PageMedia, isShown: boolean): unknown {
  if (!upload) return { video_status: 'ready', processing_progress: 100 };
  const phase = (status: string) => ({ status });
  const notStarted = { processing_phase: phase('not_started'), publishing_phase: phase('not_started') };
  if (upload.state !== 'finished') {
    if (upload.isDoomed) {
      const errors = [{ code: 1363030, message: 'The file could not be fetched.' }];
      return { video_status: 'error', uploading_phase: { status: 'error', errors }, ...notStarted };
    }
    const isWhole = upload.state === 'uploaded';
    const uploading_phase = {
      status: isWhole ? 'complete' : 'in_progress',
      bytes_transferred: upload.receivedBytes,
    };
    return { video_status: isWhole ? 'upload_complete' : 'uploading', uploading_phase, ...notStarted };
  }
  const uploading_phase = phase('complete');
  if (call.sandbox.clock.nowMs() < upload.readyAtMs)
    return {
      video_status: 'processing',
      uploading_phase,
      processing_phase: phase('in_progress'),
      publishing_phase: phase('in_progress'),
    };
  if (upload.isDoomed) {
    const errors = [{ code: 1363031, message: 'The video could not be processed.' }];
    return {
      video_status: 'error',
      uploading_phase,
      processing_phase: { status: 'error', errors },
      publishing_phase: phase('not_started'),
    };
  }
  const publishing_phase = isShown
    ? { status: 'complete', publish_status: 'published' }
    : phase('not_started');
  return { video_status: 'ready', uploading_phase, processing_phase: phase('complete'), publishing_phase };
}

function postOf(call: GraphCall, media: PageMedia): Post | undefined {
  return media.postId === null ? undefined : call.sandbox.posts.find(media.postId);
}
