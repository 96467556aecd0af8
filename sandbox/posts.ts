import type { Platform } from './platform.ts';

export interface ShortenedUrl {
  url: string;
  expandedUrl: string;
}

/** What only posts on X have. */
export interface TwitterFacts {
  /** The id of the post that this one answers. */
  replyTo: string | null;
  quotes: string | null;
  poll: { options: string[]; durationMinutes: number } | null;
  /** As X says it: `everyone`, `following`, `mentionedUsers`, `subscribers`, `verified`. */
  replySettings: string;
  mediaKeys: string[];
  altTexts: (string | null)[];
}

export interface Post {
  seq: number;
  platform: Platform;
  accountId: string;
  id: string;
  /** The text as the client sent it at first. */
  text: string;
  /** The text as the platform gives it back (X: shortened links, escaped entities; Facebook: after an edit). */
  storedText: string;
  shortenedUrls: ShortenedUrl[];
  mediaIds: string[];
  link: string | null;
  permalink: string;
  kind: 'status' | 'link' | 'photo' | 'video' | 'carousel' | 'reel' | 'story' | 'comment';
  /** Of a comment: the post it stands below. */
  parentId?: string;
  /** Of a video that is still worked on: when people see it, in ms since 1970. */
  visibleFromMs?: number;
  createdAtMs: number;
  updatedAtMs: number;
  deletedAtMs: number | null;
  receivedAt: number;
  /** What the platform compares to refuse a repetition. */
  duplicateKey: string | null;
  twitter?: TwitterFacts;
}

/** A post stays "the same again" for this long. The platforms do not say how long; a day is the safe side. */
const DUPLICATE_WINDOW_MS = 24 * 3600 * 1000;

/** All posts ever accepted. Every look-up is by key; nothing walks over all posts. */
export class PostStore {
  private readonly byId = new Map<string, Post>();
  private readonly byAccount = new Map<string, Post[]>();
  private readonly duplicates = new Map<string, Post>();

  add(post: Post): void {
    this.byId.set(post.id, post);
    const list = this.byAccount.get(post.accountId);
    if (list) list.push(post);
    else this.byAccount.set(post.accountId, [post]);
    if (post.duplicateKey) this.duplicates.set(`${post.accountId} ${post.duplicateKey}`, post);
  }

  find(id: string): Post | undefined {
    return this.byId.get(id);
  }

  /** In order of acceptance, the deleted ones included. */
  ofAccount(accountId: string): readonly Post[] {
    return this.byAccount.get(accountId) ?? [];
  }

  hasRecentDuplicate(accountId: string, duplicateKey: string, nowMs: number): boolean {
    const earlier = this.duplicates.get(`${accountId} ${duplicateKey}`);
    return (
      earlier !== undefined &&
      earlier.deletedAtMs === null &&
      nowMs - earlier.createdAtMs < DUPLICATE_WINDOW_MS
    );
  }

  clear(): void {
    this.byId.clear();
    this.byAccount.clear();
    this.duplicates.clear();
  }
}
