import { imageSize } from 'image-size';
import { fetchMedia } from '../remote-media.ts';
import type { InstagramAccount } from '../world.ts';
import { isFalse, type GraphCall } from './call.ts';
import { GraphRefusal, invalidParameter, permissionDenied, type GraphTrouble } from './errors.ts';
import { requireAccountInSight } from './instagram-reading.ts';
import { containerStatus, type InstagramContainer } from './media.ts';

const MAX_CAPTION_LENGTH = 2200;
const MAX_HASHTAGS = 30;
const MAX_IMAGE_BYTES = 8 * 1024 * 1024;
const QUOTA_WINDOW_MS = 24 * 3600 * 1000;

/** POST /{ig}/media. https://developers.facebook.com/docs/instagram-platform/content-publishing */
export async function createContainer(call: GraphCall, account: InstagramAccount): Promise<unknown> {
  requirePublisher(call, account);
  const { params, sandbox } = call;
  const caption = params['caption'] ?? '';
  refuseCaption(caption);
  const kind = containerKind(params);
  const childIds = kind === 'CAROUSEL' ? carouselChildren(call, account) : [];
  if (kind !== 'CAROUSEL') await requireMedia(params);

  const settings = sandbox.world.settingsOf(account.id);
  const nowMs = sandbox.clock.nowMs();
  const container: InstagramContainer = {
    id: sandbox.ids.graph('18'),
    accountId: account.id,
    kind,
    isCarouselItem: params['is_carousel_item'] !== undefined && !isFalse(params['is_carousel_item']),
    caption,
    mediaUrl: params['image_url'] ?? params['video_url'] ?? '',
    childIds,
    createdAtMs: nowMs,
    readyAtMs: nowMs + settings.containerSeconds * 1000,
    isDoomed: settings.containerFails,
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

/** How many posts went live in the last 24 hours; a deleted one still counts. */
export function quotaUsage(call: GraphCall, accountId: string): number {
  const all = call.sandbox.posts.ofAccount(accountId);
  const startMs = call.sandbox.clock.nowMs() - QUOTA_WINDOW_MS;
  let used = 0;
  for (let i = all.length - 1; i >= 0 && all[i]!.createdAtMs > startMs; i--) used += 1;
  return used;
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

async function requireMedia(params: Record<string, string>): Promise<void> {
  const { image_url, video_url } = params;
  if (image_url === undefined && video_url === undefined)
    throw invalidParameter('The parameter image_url is required');
  const media = await fetchMedia(image_url ?? video_url ?? '');
  if (!media || media.bytes.length === 0) throw refusal(CANNOT_FETCH);
  if (image_url !== undefined) refuseImage(media.bytes);
  else if (media.bytes.subarray(4, 8).toString('latin1') !== 'ftyp') throw refusal(VIDEO_FORMAT);
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

/** Codes of https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes */
function refusal(trouble: GraphTrouble): GraphRefusal {
  return new GraphRefusal({ isTransient: false, ...trouble });
}

const MEDIA_NOT_FOUND = {
  code: 24,
  subcode: 2207006,
  message: 'The requested resource does not exist',
  userTitle: 'Media Not Found',
  userMessage: 'The media with this id cannot be found.',
};
const CONTAINER_GONE = {
  code: 24,
  subcode: 2207008,
  message: 'The requested resource does not exist',
  userTitle: 'Media Builder Expired',
  userMessage: 'The media builder with this creation id does not exist or has expired.',
};
const ACCOUNT_RESTRICTED = {
  code: 25,
  subcode: 2207050,
  message: 'The account is restricted',
  userTitle: 'Account Restricted',
  userMessage: 'The Instagram account is restricted.',
};
const NOT_READY = {
  code: 9007,
  subcode: 2207027,
  message: 'Media ID is not available',
  userTitle: 'Cannot Publish',
  userMessage: 'The media is not ready to be published. Please wait a moment.',
};
const QUOTA_REACHED = {
  code: 9,
  subcode: 2207042,
  status: 403,
  message: 'Application request limit reached',
  userTitle: 'Publishing Limit Reached',
  userMessage: 'You reached the maximum number of posts that can be published in a day.',
};
const CAPTION_TOO_LONG = {
  code: 36004,
  subcode: 2207010,
  message: 'The caption is too long',
  userTitle: 'Caption Too Long',
  userMessage: 'The caption may have at most 2200 characters.',
};
const UNKNOWN_MEDIA_TYPE = {
  code: 100,
  subcode: 2207023,
  message: 'Invalid parameter',
  userTitle: 'Unknown Media Type',
  userMessage: 'The media type is not supported.',
};
const CAROUSEL_SIZE = {
  code: 100,
  subcode: 2207028,
  message: 'Invalid parameter',
  userTitle: 'Carousel Size',
  userMessage: 'A carousel needs 2 to 10 photos or videos.',
};
const CANNOT_FETCH = {
  code: 9004,
  subcode: 2207052,
  message: 'Only photo or video can be accepted as media type.',
  userTitle: 'Media Download Failed',
  userMessage: 'The media could not be fetched from this URI.',
};
const VIDEO_FORMAT = {
  code: 352,
  subcode: 2207026,
  message: 'The video format is not supported',
  userTitle: 'Unsupported Video',
  userMessage: 'The video format is not supported. Use MP4 or MOV.',
};
const IMAGE_TOO_LARGE = {
  code: 36000,
  subcode: 2207004,
  message: 'The image size is too large',
  userTitle: 'Image Too Large',
  userMessage: 'The image may have at most 8 MiB.',
};
const IMAGE_FORMAT = {
  code: 36001,
  subcode: 2207005,
  message: 'The image format is not supported',
  userTitle: 'Unsupported Image',
  userMessage: 'The image format is not supported. Use JPEG.',
};

function aspectRatio(ratio: number): GraphTrouble {
  return {
    code: 36003,
    subcode: 2207009,
    message: 'The aspect ratio is not supported.',
    userTitle: 'Unsupported Aspect Ratio',
    userMessage: `The submitted image with aspect ratio ${ratio.toFixed(2)} cannot be published. Use a ratio from 4:5 to 1.91:1.`,
  };
}
