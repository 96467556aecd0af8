import { inEachList } from './draft-media.ts';
import { emptyDraft, isReady, isWorthKeeping, type Draft } from './draft.ts';

const storageKey = 'social-console-draft';

/** Where a draft was begun, and by whom. */
export interface DraftPlace {
  /** The club and the person: who comes into this tab afterwards does not find it. */
  author: string;
  /** The query of the address: another link of the CRM begins another post. */
  search: string;
}

interface Kept extends DraftPlace {
  draft: Draft;
}

/**
 * What was typed before, unless the address asks for something else: `?text=…&accounts=<id>,<id>`. Files that were still on their
 * way are gone with the page that sent them.
 */
export function beginDraft(
  { author, search }: DraftPlace,
  storage: Storage,
): { draft: Draft; isRestored: boolean } {
  const kept = readKept(storage);
  const isOurs = kept?.author === author && (search === '' || kept.search === search);
  if (kept && isOurs) return { draft: kept.draft, isRestored: true };
  const wanted = new URLSearchParams(search);
  const accountIds = (wanted.get('accounts') ?? '').split(',').filter((id) => id !== '');
  return { draft: { ...emptyDraft, content: wanted.get('text') ?? '', accountIds }, isRestored: false };
}

export function keepDraft(draft: Draft, place: DraftPlace, storage: Storage): void {
  if (!isWorthKeeping(draft)) return forgetDraft(storage);
  const kept: Kept = { ...place, draft: inEachList(draft, (media) => media.filter(isReady)) };
  try {
    storage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // The pictures take most of the room; without them the words fit.
    const bare = inEachList(kept.draft, (media) => media.map((each) => ({ ...each, picture: null })));
    storage.setItem(storageKey, JSON.stringify({ ...kept, draft: bare }));
  }
}

export function forgetDraft(storage: Storage): void {
  storage.removeItem(storageKey);
}

function readKept(storage: Storage): Kept | null {
  try {
    const kept = JSON.parse(storage.getItem(storageKey) ?? 'null') as Kept | null;
    return kept && { ...kept, draft: { ...emptyDraft, ...kept.draft } };
  } catch {
    // Written by an older page: nobody can say what it means.
    return null;
  }
}
