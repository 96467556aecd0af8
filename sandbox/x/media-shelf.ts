import type { SandboxClock } from '../clock.ts';
import type { IdSource } from '../ids.ts';

export const MEDIA_LIFE_SECONDS = 86_400;

/** Videos and GIFs are ready after this many status polls. */
const POLLS_UNTIL_READY = 2;

export type MediaState = 'uploading' | 'pending' | 'in_progress' | 'succeeded' | 'failed';

export interface ShelvedMedia {
  id: string;
  key: string;
  userId: string;
  category: string;
  mediaType: string;
  totalBytes: number;
  receivedBytes: number;
  /** What came under each number, as SHA-1; the bytes themselves are not kept. */
  segments: Map<number, string>;
  state: MediaState;
  /** Whether it went through processing at all; small images do not. */
  isProcessed: boolean;
  pollsLeft: number;
  expiresAtMs: number;
  altText: string | null;
  /** What processing will find wrong; null where it finds nothing. */
  flaw: string | null;
}

/** Uploaded media that posts may refer to for a day. */
export class MediaShelf {
  private readonly media = new Map<string, ShelvedMedia>();
  private readonly clock: SandboxClock;
  private readonly ids: IdSource;

  constructor(clock: SandboxClock, ids: IdSource) {
    this.clock = clock;
    this.ids = ids;
  }

  open(upload: {
    userId: string;
    category: string;
    mediaType: string;
    totalBytes: number;
    flaw: string | null;
  }) {
    const id = this.ids.snowflake();
    const media: ShelvedMedia = {
      ...upload,
      id,
      key: `${keyPrefix(upload.category)}_${id}`,
      receivedBytes: 0,
      segments: new Map(),
      state: 'uploading',
      isProcessed: false,
      pollsLeft: POLLS_UNTIL_READY,
      expiresAtMs: this.clock.nowMs() + MEDIA_LIFE_SECONDS * 1000,
      altText: null,
    };
    this.media.set(id, media);
    return media;
  }

  /** @returns undefined for another user's, an expired or an unknown id. */
  find(id: string, userId: string): ShelvedMedia | undefined {
    const media = this.media.get(id);
    if (!media || media.userId !== userId || media.expiresAtMs <= this.clock.nowMs()) return undefined;
    return media;
  }

  finish(media: ShelvedMedia): void {
    media.isProcessed = /video|gif/.test(media.category) || media.flaw !== null;
    media.state = media.isProcessed ? 'pending' : 'succeeded';
  }

  /** One status poll brings the processing one step on. */
  poll(media: ShelvedMedia): void {
    if (media.state !== 'pending' && media.state !== 'in_progress') return;
    media.pollsLeft -= 1;
    if (media.pollsLeft > 0) media.state = 'in_progress';
    else media.state = media.flaw === null ? 'succeeded' : 'failed';
  }

  /** Loses an upload before its time, as platforms do. */
  forget(id: string): void {
    this.media.delete(id);
  }

  clear(): void {
    this.media.clear();
  }
}

/** The number before the underscore tells the kind of media, as on the real platform. */
function keyPrefix(category: string): string {
  if (category.includes('gif')) return '16';
  return category.includes('video') ? '7' : '3';
}
