import type { components } from '@social-integration/client';
import type { Platform } from '../../shared/platform.ts';

export type PlatformOptions = Omit<components['schemas']['StoredOptionsDto'], 'replyTo'>;
export type MediaType = 'IMAGE' | 'VIDEO';

/** What stands in the way of a file, or that nothing does. */
export type MediaState =
  | { status: 'waiting' }
  | { status: 'uploading'; percent: number }
  /** The service does not take this file, whoever asks. */
  | { status: 'refused'; reason: string }
  /** The next try may work. */
  | { status: 'failed'; reason: string }
  | { status: 'uploaded'; uploadId: string; facts: components['schemas']['MediaFactsDto'] }
  /** The service fetches it from its address. */
  | { status: 'linked'; url: string };

export interface MediaDraft {
  /** Its name in this tab; the service does not know it. */
  key: string;
  name: string;
  type: MediaType;
  altText: string;
  /** What can be shown of it here: an address, or a small picture as data; null for videos. */
  picture: string | null;
  state: MediaState;
}

/** A post that follows below in a thread. */
export interface PartDraft {
  /** Its name in this tab; the service does not know it. */
  key: string;
  content: string;
  media: MediaDraft[];
}

/** The only platform that knows threads. */
export const threadPlatform: Platform = 'TWITTER';

export type WhenDraft =
  | { kind: 'now' }
  /** `instant` is null while the date is not complete. */
  | { kind: 'at'; instant: string | null }
  | { kind: 'draft' };

/** What was typed. Everything in it but files on their way can be written down and read again. */
export interface Draft {
  accountIds: string[];
  content: string;
  media: MediaDraft[];
  thread: PartDraft[];
  /** What is asked of each platform besides the thread. */
  options: Record<Platform, PlatformOptions>;
  when: WhenDraft;
}

export const emptyDraft: Draft = {
  accountIds: [],
  content: '',
  media: [],
  thread: [],
  options: { FACEBOOK: {}, INSTAGRAM: {}, TWITTER: {} },
  when: { kind: 'now' },
};

/** Whether somebody would miss it. */
export function isWorthKeeping({ content, media, thread, options }: Draft): boolean {
  const hasOptions = Object.values(options).some((each) => Object.keys(each).length > 0);
  return content.trim() !== '' || media.length > 0 || thread.length > 0 || hasOptions;
}

export function isReady({ state }: MediaDraft): boolean {
  return state.status === 'uploaded' || state.status === 'linked';
}

/** Whether it will be part of the post, once it is here. */
export function isWanted({ state }: MediaDraft): boolean {
  return state.status !== 'refused' && state.status !== 'failed';
}

/** An option that is emptied is as good as never asked for. */
export function withOptions(draft: Draft, platform: Platform, change: Partial<PlatformOptions>): Draft {
  const merged = { ...draft.options[platform], ...change };
  const kept = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''),
  );
  return { ...draft, options: { ...draft.options, [platform]: kept } };
}

/** A video by the end of its address; what it is in truth, the service finds out. */
export function typeOfAddress(address: string): MediaType {
  return /[.](mp4|mov|m4v|webm)($|[?#])/i.test(address) ? 'VIDEO' : 'IMAGE';
}
