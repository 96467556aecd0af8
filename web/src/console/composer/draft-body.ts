import type { components } from '@social-integration/client';
import type { Platform } from '../../shared/platform.ts';
import {
  isReady,
  threadPlatform,
  type Draft,
  type MediaDraft,
  type PartDraft,
  type PlatformOptions,
  type WhenDraft,
} from './draft.ts';
import type { Problem } from './problems.ts';

export type PostBody = components['schemas']['CreatePostDto'];

const optionNames = { FACEBOOK: 'facebook', INSTAGRAM: 'instagram', TWITTER: 'twitter' } as const;

/** What the service is asked to check or to store. `platforms` are those of the chosen accounts: options of others stay here. */
export function bodyOf(draft: Draft, platforms: Platform[]): PostBody {
  const options = platforms.flatMap((platform) => {
    const own = optionsOf(draft, platform);
    return Object.keys(own).length > 0 ? [[optionNames[platform], own] as const] : [];
  });
  return {
    connectionIds: draft.accountIds,
    content: draft.content,
    ...filesOf(draft.media),
    ...(options.length > 0 && { options: Object.fromEntries(options) }),
    ...timeOf(draft.when),
  };
}

/** Whether there is something to look at: somebody to post as, and something to say. */
export function isCheckable({ connectionIds, content, media, options }: PostBody): boolean {
  return connectionIds.length > 0 && (content.trim() !== '' || !!media || !!options);
}

/**
 * The body without the options that have problems, so that the rest can be looked at meanwhile; null where something else is
 * wrong too.
 */
export function withoutOptions(body: PostBody, problems: Problem[]): PostBody | null {
  const options = structuredClone(body.options ?? {});
  for (const { place } of problems) {
    const [platform, name] = place.split(/[.[]/);
    const own = platform && platform in optionNames && options[optionNames[platform as Platform]];
    if (!own || !name) return null;
    delete own[name as keyof typeof own];
  }
  return { ...body, options };
}

function optionsOf({ options, thread }: Draft, platform: Platform): PlatformOptions {
  const own = options[platform];
  const isThread = platform === threadPlatform && thread.length > 0;
  return isThread ? { ...own, thread: thread.map(partOf) } : own;
}

function partOf({ content, media }: PartDraft): components['schemas']['ThreadPartDto'] {
  return { content, ...filesOf(media) };
}

function filesOf(media: MediaDraft[]): Pick<PostBody, 'media'> {
  const items = media.filter(isReady).map(itemOf);
  return items.length > 0 ? { media: items } : {};
}

function itemOf({ type, altText, state }: MediaDraft): components['schemas']['MediaItemDto'] {
  const source =
    state.status === 'uploaded'
      ? { uploadId: state.uploadId }
      : state.status === 'linked' && { url: state.url };
  const words = altText.trim();
  return { ...source, type, ...(words !== '' && { altText: words }) };
}

function timeOf(when: WhenDraft): Pick<PostBody, 'status' | 'scheduledAt'> {
  switch (when.kind) {
    case 'now':
      return {};
    case 'at':
      return when.instant === null ? {} : { scheduledAt: when.instant };
    case 'draft':
      return { status: 'DRAFT' };
  }
}
