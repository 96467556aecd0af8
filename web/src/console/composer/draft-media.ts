import type { Draft, MediaDraft } from './draft.ts';

/** Whose files: those of the part of this key, or (null) those of the post itself. */
export type MediaOwner = string | null;

export function withFile(draft: Draft, owner: MediaOwner, file: MediaDraft): Draft {
  if (owner === null) return { ...draft, media: [...draft.media, file] };
  const thread = draft.thread.map((part) =>
    part.key === owner ? { ...part, media: [...part.media, file] } : part,
  );
  return { ...draft, thread };
}

export function withMedia(draft: Draft, key: string, change: Partial<MediaDraft>): Draft {
  return inEachList(draft, (media) =>
    media.map((each) => (each.key === key ? { ...each, ...change } : each)),
  );
}

export function withoutMedia(draft: Draft, key: string): Draft {
  return inEachList(draft, (media) => media.filter((each) => each.key !== key));
}

/** One place earlier or later; at the ends it stays. */
export function movedMedia(draft: Draft, key: string, by: -1 | 1): Draft {
  return inEachList(draft, (media) => {
    const from = media.findIndex((each) => each.key === key);
    const [moved, other] = [media[from], media[from + by]];
    return moved && other ? media.with(from, other).with(from + by, moved) : media;
  });
}

/** The files of the post and of everything that follows it. */
export function allMedia({ media, thread }: Pick<Draft, 'media' | 'thread'>): MediaDraft[] {
  return [...media, ...thread.flatMap((part) => part.media)];
}

/** Changes the files of the post and those of each part alike; a file is in one of these lists. */
export function inEachList(draft: Draft, change: (media: MediaDraft[]) => MediaDraft[]): Draft {
  const thread = draft.thread.map((part) => ({ ...part, media: change(part.media) }));
  return { ...draft, media: change(draft.media), thread };
}
