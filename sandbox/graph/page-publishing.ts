import type { UploadedFile } from '../forms.ts';
import { fetchMedia } from '../remote-media.ts';
import type { Page } from '../world.ts';
import { isFalse, type GraphCall } from './call.ts';
import { GraphRefusal, invalidParameter, objectNotFound, pagePermissionMissing } from './errors.ts';
import type { PageDraft, PageMedia } from './media.ts';

const MAX_MESSAGE_LENGTH = 63_206;
const MAX_PHOTO_BYTES = 4 * 1024 * 1024;

/** POST /{page}/feed. https://developers.facebook.com/docs/graph-api/reference/page/feed */
export function publishToFeed(call: GraphCall, page: Page): unknown {
  requirePublisher(call, page);
  const { message = '', link } = call.params;
  const media = attachedMedia(call, page);
  if (message === '' && !link && media.length === 0) {
    throw invalidParameter('The parameter message, link or attached_media is required');
  }
  if (message.length > MAX_MESSAGE_LENGTH) throw invalidParameter('Param message is too long');
  if (link !== undefined && !URL.canParse(link))
    throw new GraphRefusal({ code: 1500, message: '(#1500) The url you supplied is invalid' });
  if (isFalse(call.params['published'])) return { id: keepDraft(call, page, media).id };
  return { id: showInFeed(call, page, { text: message, link: link ?? null, media }).id };
}

type FeedDraft = Pick<PagePostDraft, 'text' | 'link' | 'media'> & { id?: string };

function showInFeed(call: GraphCall, page: Page, draft: FeedDraft) {
  const { text, link, media } = draft;
  const duplicateKey = media.length === 0 ? `${text} ${link ?? ''}` : null;
  refuseDuplicate(call, page, duplicateKey);
  const kind = media.length > 0 ? 'photo' : link ? 'link' : 'status';
  return goLive(call, page, { ...draft, duplicateKey, kind });
}

/** A photo belongs to the draft from now on, and to no other post. */
function keepDraft(call: GraphCall, page: Page, media: PageMedia[]): PageDraft {
  const draft: PageDraft = {
    id: call.sandbox.ids.graph(`${page.id}_122`),
    pageId: page.id,
    text: call.params['message'] ?? '',
    link: call.params['link'] ?? null,
    mediaIds: media.map(({ id }) => id),
    createdAtMs: call.sandbox.clock.nowMs(),
  };
  for (const item of media) item.postId = draft.id;
  call.sandbox.graphMedia.pageDrafts.set(draft.id, draft);
  return draft;
}

/** POST /{post} with is_published=true. Doing it again to a live post changes nothing. */
export function publishDraft(call: GraphCall, draft: PageDraft): unknown {
  const page = call.sandbox.world.pages.get(draft.pageId);
  if (!page) throw objectNotFound(draft.id, 'post');
  requirePublisher(call, page);
  if (call.params['is_published'] !== 'true') throw invalidParameter('Param is_published must be true');
  if (call.sandbox.posts.find(draft.id)) return { success: true };
  const media = draft.mediaIds.flatMap((id) => call.sandbox.graphMedia.pageMedia.get(id) ?? []);
  const { id, text, link } = draft;
  showInFeed(call, page, { id, text, link, media });
  return { success: true };
}

/** POST /{page}/photos, shown at once or kept to be attached. */
export async function addPhoto(call: GraphCall, page: Page): Promise<unknown> {
  requirePublisher(call, page);
  await requirePhoto(call);
  const caption = call.params['caption'] ?? call.params['message'] ?? '';
  const photo = addMedia(call, page, {
    kind: 'photo',
    caption,
    altText: call.params['alt_text_custom'] ?? null,
  });
  if (isFalse(call.params['published'])) return { id: photo.id };
  const post = goLive(call, page, {
    text: caption,
    link: null,
    media: [photo],
    duplicateKey: null,
    kind: 'photo',
  });
  return { id: photo.id, post_id: post.id };
}

export function requirePublisher(call: GraphCall, page: Page): void {
  const { caller, sandbox } = call;
  const role = sandbox.world.persons.get(caller.personId)?.roles.get(page.id);
  const hasScopes = caller.scopes.has('pages_manage_posts') && caller.scopes.has('pages_read_engagement');
  if (caller.pageId !== page.id || !role?.tasks.includes('CREATE_CONTENT') || !hasScopes)
    throw pagePermissionMissing();
  if (sandbox.world.settingsOf(page.id).state === 'restricted') {
    throw new GraphRefusal({
      code: 368,
      subcode: 1404112,
      message: 'The action attempted has been deemed abusive or is otherwise disallowed',
    });
  }
}

/** `attached_media` comes as one JSON array, or as `attached_media[0]`, `attached_media[1]`, … */
function attachedMedia(call: GraphCall, page: Page): PageMedia[] {
  const whole = call.params['attached_media'];
  const single = Object.keys(call.params).filter((name) => /^attached_media\[\d+\]$/.test(name));
  const entries: unknown[] = whole
    ? parseList(whole)
    : single.sort().map((name) => parseJson(call.params[name] ?? ''));
  return entries.map((entry, index) => {
    const id = String((entry as { media_fbid?: unknown } | null)?.media_fbid ?? '');
    const media = call.sandbox.graphMedia.pageMedia.get(id);
    if (!media || media.pageId !== page.id || media.postId !== null) {
      throw invalidParameter(
        `Param attached_media[${index}]: the media_fbid ${id} is not an unpublished photo of this page`,
      );
    }
    return media;
  });
}

function parseList(text: string): unknown[] {
  const value = parseJson(text);
  return Array.isArray(value) ? value : [value];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidParameter('Param attached_media must be valid JSON');
  }
}

/** https://developers.facebook.com/docs/graph-api/guides/error-handling, code 506 */
function refuseDuplicate(call: GraphCall, page: Page, duplicateKey: string | null): void {
  const { posts, clock, world } = call.sandbox;
  if (duplicateKey === null || !world.settingsOf(page.id).duplicateCheck) return;
  if (!posts.hasRecentDuplicate(page.id, duplicateKey, clock.nowMs())) return;
  throw new GraphRefusal({
    code: 506,
    message: '(#506) Duplicate status message',
    isTransient: false,
    userTitle: 'Duplicate Status Update',
    userMessage:
      'This status update is identical to the last one you posted. Try posting something different.',
  });
}

async function requirePhoto(call: GraphCall): Promise<void> {
  const file = await givenFile(call, 'url');
  const start = file?.bytes.subarray(0, 4).toString('latin1') ?? '';
  if (!file || !/^(\xff\xd8\xff|\x89PNG|GIF8|RIFF)/.test(start)) {
    throw new GraphRefusal({ code: 324, subcode: 2069019, message: '(#324) Missing or invalid image file' });
  }
  if (file.bytes.length > MAX_PHOTO_BYTES) {
    throw new GraphRefusal({
      code: 100,
      subcode: 1366046,
      message: '(#100) Invalid parameter',
      userTitle: "Can't Read Files",
      userMessage:
        "Your photos couldn't be uploaded. Photos should be less than 4 MB and saved as JPG, PNG, GIF, TIFF, HEIF or WebP files.",
    });
  }
}

export async function givenFile(
  call: GraphCall,
  urlParameter: string,
): Promise<Pick<UploadedFile, 'bytes'> | null> {
  const uploaded = call.files[0];
  if (uploaded) return uploaded;
  const url = call.params[urlParameter];
  return url ? fetchMedia(url) : null;
}

/** A photo or a video that nobody sees yet. */
export function addMedia(
  call: GraphCall,
  page: Page,
  draft: Pick<PageMedia, 'kind' | 'caption' | 'altText'>,
): PageMedia {
  const media: PageMedia = { ...draft, id: call.sandbox.ids.graph('12'), pageId: page.id, postId: null };
  call.sandbox.graphMedia.pageMedia.set(media.id, media);
  return media;
}

interface PagePostDraft {
  /** Of a draft that goes live under the id it has; a new one otherwise. */
  id?: string;
  text: string;
  link: string | null;
  media: PageMedia[];
  duplicateKey: string | null;
  kind: 'status' | 'link' | 'photo' | 'video' | 'reel';
  visibleFromMs?: number;
}

export function goLive(call: GraphCall, page: Page, draft: PagePostDraft) {
  const { media, ...rest } = draft;
  const id = draft.id ?? `${page.id}_${call.sandbox.ids.graph('122')}`;
  const number = id.split('_').at(-1);
  const place = draft.kind === 'reel' ? `reel/${media[0]?.id}` : `${page.id}/posts/${number}`;
  for (const item of media) item.postId = id;
  return call.sandbox.publish({
    ...rest,
    id,
    platform: 'FACEBOOK',
    accountId: page.id,
    storedText: draft.text,
    shortenedUrls: [],
    mediaIds: media.map((item) => item.id),
    permalink: `https://www.facebook.com/${place}`,
  });
}

/** POST /{post} with a message edits it; DELETE /{post} takes it down. */
export function editPost(call: GraphCall, id: string): unknown {
  const post = requireOwnPost(call, id);
  if (call.params['message'] !== undefined) post.storedText = call.params['message'];
  post.updatedAtMs = call.sandbox.clock.nowMs();
  return { success: true };
}

/** DELETE /{video} takes down what shows it, too. */
export function deletePageMedia(call: GraphCall, media: PageMedia): unknown {
  if (media.postId !== null) return deletePost(call, media.postId);
  const page = call.sandbox.world.pages.get(media.pageId);
  if (!page) throw objectNotFound(media.id, 'delete');
  requirePublisher(call, page);
  call.sandbox.graphMedia.pageMedia.delete(media.id);
  return { success: true };
}

export function deletePost(call: GraphCall, id: string): unknown {
  requireOwnPost(call, id).deletedAtMs = call.sandbox.clock.nowMs();
  return { success: true };
}

function requireOwnPost(call: GraphCall, id: string) {
  const post = call.sandbox.posts.find(id);
  if (!post || post.deletedAtMs !== null) throw objectNotFound(id, call.method.toLowerCase());
  if (call.caller.pageId !== post.accountId || !call.caller.scopes.has('pages_manage_posts'))
    throw pagePermissionMissing();
  return post;
}
