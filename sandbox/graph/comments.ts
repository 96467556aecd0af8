import { graphTime } from '../clock.ts';
import type { Post } from '../posts.ts';
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
import { invalidParameter, objectNotFound, pagePermissionMissing, unknownField } from './errors.ts';
import { pick, withId, type Field } from './fields.ts';

/** POST /{post}/comments, by the Page or the Instagram account itself. */
export function addComment(call: GraphCall, parent: Post): unknown {
  requireInSight(call, parent);
  const isInstagram = parent.platform === 'INSTAGRAM';
  if (isInstagram) requireScope(call, 'instagram_manage_comments');
  else if (!call.caller.scopes.has('pages_manage_engagement')) throw pagePermissionMissing();
  const message = call.params['message'] ?? '';
  if (message === '') throw invalidParameter('The parameter message is required');
  const number = call.sandbox.ids.graph('178');
  const comment = call.sandbox.publish({
    platform: parent.platform,
    accountId: parent.accountId,
    id: isInstagram ? number : `${parent.id.split('_').at(-1)}_${number}`,
    parentId: parent.id,
    text: message,
    storedText: message,
    shortenedUrls: [],
    mediaIds: [],
    link: null,
    permalink: `${parent.permalink}?comment_id=${number}`,
    kind: 'comment',
    duplicateKey: null,
  });
  const { comments } = call.sandbox.graphMedia;
  comments.set(parent.id, [...(comments.get(parent.id) ?? []), comment]);
  return { id: comment.id };
}

/** GET /{post}/comments: oldest first, unless asked otherwise; Instagram shows the newest first. */
export function listComments(call: GraphCall, parent: Post): unknown {
  requireInSight(call, parent);
  const fields = askedFields(call, 'id');
  const limit = askedLimit(call);
  const sinceMs = askedTime(call, 'since', 0);
  const isNewestFirst = parent.platform === 'INSTAGRAM' || call.params['order'] === 'reverse_chronological';
  const shown = (call.sandbox.graphMedia.comments.get(parent.id) ?? []).filter(
    (comment) => call.sandbox.isVisible(comment) && comment.createdAtMs >= sinceMs,
  );
  const ordered = isNewestFirst ? shown.toReversed() : shown;
  const after = askedCursor(call);
  const from = after === null ? 0 : ordered.findIndex(({ seq }) => String(seq) === after) + 1;
  const items = ordered.slice(from, from + limit);
  const hasMore = from + limit < ordered.length;
  return listAnswer(call, { items, hasMore, cursorOf: ({ seq }) => String(seq) }, (comment) =>
    view(call, comment, withId(fields)),
  );
}

/** GET /{comment} */
export function readComment(call: GraphCall, comment: Post): unknown {
  requireInSight(call, comment);
  return view(call, comment, withId(askedFields(call, 'id')));
}

/** DELETE /{comment} */
export function deleteComment(call: GraphCall, comment: Post): unknown {
  requireInSight(call, comment);
  if (comment.platform === 'INSTAGRAM') requireScope(call, 'instagram_manage_comments');
  else if (!call.caller.scopes.has('pages_manage_engagement')) throw pagePermissionMissing();
  comment.deletedAtMs = call.sandbox.clock.nowMs();
  return { success: true };
}

function requireInSight(call: GraphCall, post: Post): void {
  const { world } = call.sandbox;
  const pageId = world.instagram.get(post.accountId)?.pageId ?? post.accountId;
  requirePageInSight(call, pageId, post.id);
  if (!call.sandbox.isVisible(post)) throw objectNotFound(post.id, call.method.toLowerCase());
}

function view(call: GraphCall, comment: Post, fields: Field[]): unknown {
  return comment.platform === 'INSTAGRAM'
    ? viewOnInstagram(call, comment, fields)
    : viewOnPage(call, comment, fields);
}

function viewOnPage(call: GraphCall, comment: Post, fields: Field[]): unknown {
  const page = call.sandbox.world.pages.get(comment.accountId);
  const none = (field: Field) => ({
    data: [],
    ...(field.modifiers['summary'] && { summary: { total_count: 0 } }),
  });
  return pick(
    fields,
    {
      id: () => comment.id,
      message: () => comment.storedText,
      created_time: () => graphTime(comment.createdAtMs),
      permalink_url: () => comment.permalink,
      from: () => ({ name: page?.name, id: comment.accountId }),
      like_count: () => 0,
      comment_count: () => 0,
      likes: none,
      comments: none,
    },
    (name) => unknownField(name, 'Comment'),
  );
}

function viewOnInstagram(call: GraphCall, comment: Post, fields: Field[]): unknown {
  const username = call.sandbox.world.instagram.get(comment.accountId)?.username;
  return pick(
    fields,
    {
      id: () => comment.id,
      text: () => comment.storedText,
      timestamp: () => graphTime(comment.createdAtMs),
      username: () => username,
      from: () => ({ id: comment.accountId, username }),
      user: () => ({ id: comment.accountId }),
      like_count: () => 0,
      hidden: () => false,
    },
    (name) => unknownField(name, 'IGComment'),
  );
}
