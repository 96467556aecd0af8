import { appendFileSync } from 'node:fs';
import { isoTime } from './clock.ts';
import type { Post } from './posts.ts';

export interface LedgerFilter {
  platform?: string;
  accountId?: string;
  text?: string;
}

/** Everything that was ever made visible, in order of acceptance: the truth a test compares with. */
export class Ledger {
  private readonly posts: Post[] = [];
  private readonly byText = new Map<string, Post[]>();
  private readonly file: string | null;

  /** @param file append-only JSONL; each line is on disk before the client has its answer. */
  constructor(file: string | null) {
    this.file = file;
  }

  record(post: Post): void {
    this.posts.push(post);
    const same = this.byText.get(post.text);
    if (same) same.push(post);
    else this.byText.set(post.text, [post]);
    if (this.file) appendFileSync(this.file, `${JSON.stringify(ledgerLine(post))}\n`);
  }

  list(filter: LedgerFilter): ReturnType<typeof ledgerLine>[] {
    const candidates = filter.text === undefined ? this.posts : (this.byText.get(filter.text) ?? []);
    return candidates
      .filter((post) => filter.platform === undefined || post.platform === filter.platform)
      .filter((post) => filter.accountId === undefined || post.accountId === filter.accountId)
      .map(ledgerLine);
  }

  clear(): void {
    this.posts.length = 0;
    this.byText.clear();
  }
}

function ledgerLine(post: Post) {
  return {
    seq: post.seq,
    platform: post.platform,
    accountId: post.accountId,
    id: post.id,
    kind: post.kind,
    parentId: post.parentId ?? null,
    text: post.text,
    mediaCount: post.mediaIds.length,
    link: post.link,
    permalink: post.permalink,
    createdAt: isoTime(post.createdAtMs),
    deletedAt: post.deletedAtMs === null ? null : isoTime(post.deletedAtMs),
    receivedAt: post.receivedAt,
    ...post.twitter,
  };
}
