import { imageSize } from 'image-size';
import { readMp4 } from '../mp4.ts';
import { fetchMedia } from '../remote-media.ts';
import type { InstagramAccount } from '../world.ts';
import { isFalse, type GraphCall } from './call.ts';
import { invalidParameter, permissionDenied } from './errors.ts';
import { quotaUsage } from './instagram-quota.ts';
import { requireAccountInSight } from './instagram-reading.ts';
import {
  MEDIA_NOT_FOUND,
  CONTAINER_GONE,
  ACCOUNT_RESTRICTED,
  NOT_READY,
  QUOTA_REACHED,
  CAPTION_TOO_LONG,
  COVER_OUTSIDE,
  UNKNOWN_MEDIA_TYPE,
  CAROUSEL_SIZE,
  CANNOT_FETCH,
  VIDEO_FORMAT,
  IMAGE_TOO_LARGE,
  IMAGE_FORMAT,
  aspectRatio,
  refusal,
} from './instagram-refusals.ts';
import { containerStatus, type InstagramContainer } from './media.ts';

const MAX_CAPTION_LENGTH = 2200;
const MAX_HASHTAGS = 30;
const UPLOAD_FAILED = 2207082;
const VIDEO_REFUSED = 2207085;
const SHORTEST_VIDEO_SECONDS = 3;
const LONGEST_STORY_SECONDS = 60;
const LONGEST_REEL_SECONDS = 15 * 60;
const MAX_IMAGE_BYTES = 8 * 1024 * 1024;

/** POST /{ig}/media. https://developers.facebook.com/docs/instagram-platform/content-publishing */
export async function createContainer(call: GraphCall, account: InstagramAccount): Promise<unknown> {
  requirePublisher(call, account);
  const { params, sandbox } = call;
  const caption = params['caption'] ?? '';
  refuseCaption(caption);
  const kind = containerKind(params);
  const childIds = kind === 'CAROUSEL' ? carouselChildren(call, account) : [];
  const videoSeconds = kind === 'CAROUSEL' ? null : await requireMedia(params);
  refuseCoverOutside(params, videoSeconds);

  const settings = sandbox.world.settingsOf(account.id);
  const nowMs = sandbox.clock.nowMs();
  const container: InstagramContainer = {
    id: sandbox.ids.graph('18'),
    accountId: account.id,
    kind,
    isCarouselItem: isTrue(params['is_carousel_item']),
    isVideo: videoSeconds !== null,
    caption: kind === 'STORIES' ? '' : caption,
    altText: params['alt_text'] ?? null,
    mediaUrl: params['image_url'] ?? params['video_url'] ?? '',
    childIds,
    createdAtMs: nowMs,
    readyAtMs: nowMs + settings.containerSeconds * 1000,
    failsWith: settings.containerFails ? UPLOAD_FAILED : wrongLength(kind, videoSeconds),
    publishedMediaId: null,
  };
  sandbox.graphMedia.containers.set(container.id, container);
  return { id: container.id };
}

/** POST /{ig}/media_publish. A container is published once; a second call makes nothing. */
export function publishContainer(call: GraphCall, account: InstagramAccount): unknown {
  requirePublisher(call, account);
  const { sandbox } = call;
  const creationId = call.params['creation_id'] ?? '';
  const container = sandbox.graphMedia.containers.get(creationId);
  if (!container || container.accountId !== account.id || container.isCarouselItem)
    throw refusal(MEDIA_NOT_FOUND);
  const settings = sandbox.world.settingsOf(account.id);
  if (settings.state === 'restricted') throw refusal(ACCOUNT_RESTRICTED);
  switch (containerStatus(container, sandbox.clock.nowMs())) {
    case 'EXPIRED':
      throw refusal(CONTAINER_GONE);
    case 'ERROR':
    case 'IN_PROGRESS':
    case 'PUBLISHED':
      throw refusal(NOT_READY);
    case 'FINISHED':
      if (quotaUsage(call, account.id) >= settings.igQuotaTotal) throw refusal(QUOTA_REACHED);
      return { id: goLive(call, account, container) };
  }
}

function goLive(call: GraphCall, account: InstagramAccount, container: InstagramContainer): string {
  const id = call.sandbox.ids.graph('17');
  container.publishedMediaId = id;
  const mediaIds = container.childIds.length > 0 ? container.childIds : [container.id];
  const kinds = { IMAGE: 'photo', REELS: 'reel', STORIES: 'story', CAROUSEL: 'carousel' } as const;
  const shortcode = BigInt(id).toString(36);
  call.sandbox.publish({
    platform: 'INSTAGRAM',
    accountId: account.id,
    id,
    text: container.caption,
    storedText: container.caption,
    shortenedUrls: [],
    mediaIds,
    link: null,
    permalink: `https://www.instagram.com/${container.kind === 'REELS' ? 'reel' : 'p'}/${shortcode}/`,
    kind: kinds[container.kind],
    duplicateKey: null,
  });
  return id;
}

function requirePublisher(call: GraphCall, account: InstagramAccount): void {
  requireAccountInSight(call, account);
  if (!call.caller.scopes.has('instagram_content_publish'))
    throw permissionDenied('instagram_content_publish');
}

function refuseCaption(caption: string): void {
  if ([...caption].length > MAX_CAPTION_LENGTH) throw refusal(CAPTION_TOO_LONG);
  if ((caption.match(/#\w/g)?.length ?? 0) > MAX_HASHTAGS)
    throw invalidParameter('Param caption has more than 30 hashtags');
}

function containerKind(params: Record<string, string>): InstagramContainer['kind'] {
  const type = params['media_type'];
  if (type === 'REELS' || type === 'STORIES' || type === 'CAROUSEL') return type;
  if (type === undefined || type === 'IMAGE') return 'IMAGE';
  // Retired for posts in 2023; the videos of a carousel are still called so.
  if (type === 'VIDEO' && isTrue(params['is_carousel_item'])) return 'IMAGE';
  throw refusal(UNKNOWN_MEDIA_TYPE);
}

function carouselChildren(call: GraphCall, account: InstagramAccount): string[] {
  const ids = (call.params['children'] ?? '')
    .replace(/[[\]"\s]/g, '')
    .split(',')
    .filter((id) => id !== '');
  if (ids.length < 2 || ids.length > 10) throw refusal(CAROUSEL_SIZE);
  for (const id of ids) {
    const child = call.sandbox.graphMedia.containers.get(id);
    if (!child?.isCarouselItem || child.accountId !== account.id) throw refusal(MEDIA_NOT_FOUND);
    if (containerStatus(child, call.sandbox.clock.nowMs()) !== 'FINISHED') throw refusal(NOT_READY);
  }
  return ids;
}

/** @returns the length of a video in seconds; null for a picture. */
async function requireMedia(params: Record<string, string>): Promise<number | null> {
  const { image_url, video_url } = params;
  if (image_url === undefined && video_url === undefined)
    throw invalidParameter('The parameter image_url is required');
  const media = await fetchMedia(image_url ?? video_url ?? '');
  if (!media || media.bytes.length === 0) throw refusal(CANNOT_FETCH);
  if (image_url !== undefined) {
    refuseImage(media.bytes);
    return null;
  }
  const facts = readMp4(media.bytes);
  if (!facts) throw refusal(VIDEO_FORMAT);
  return facts.durationSeconds;
}

/** Found out while the video is worked on, so the container ends in an error. */
function wrongLength(kind: InstagramContainer['kind'], seconds: number | null): number | null {
  if (seconds === null) return null;
  const longest = kind === 'STORIES' || kind === 'IMAGE' ? LONGEST_STORY_SECONDS : LONGEST_REEL_SECONDS;
  return seconds < SHORTEST_VIDEO_SECONDS || seconds > longest ? VIDEO_REFUSED : null;
}

function refuseCoverOutside(params: Record<string, string>, videoSeconds: number | null): void {
  if (videoSeconds !== null && Number(params['thumb_offset'] ?? 0) > videoSeconds * 1000)
    throw refusal(COVER_OUTSIDE);
}

function isTrue(text: string | undefined): boolean {
  return text !== undefined && !isFalse(text);
}

/** JPEG up to 8 MB, from 4:5 to 1.91:1. */
function refuseImage(bytes: Buffer): void {
  if (bytes.length > MAX_IMAGE_BYTES) throw refusal(IMAGE_TOO_LARGE);
  if (bytes.subarray(0, 3).toString('latin1') !== '\xff\xd8\xff') throw refusal(IMAGE_FORMAT);
  const { width, height } = sizeOf(bytes);
  const ratio = width / height;
  if (!(ratio >= 0.795 && ratio <= 1.915)) throw refusal(aspectRatio(ratio));
}

function sizeOf(bytes: Buffer): { width: number; height: number } {
  try {
    return imageSize(bytes);
  } catch {
    throw refusal(IMAGE_FORMAT);
  }
}
