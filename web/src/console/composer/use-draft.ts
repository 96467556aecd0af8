import { useEffect, useState } from 'react';
import { isWorthKeeping, type Draft } from './draft.ts';
import { beginDraft, forgetDraft, keepDraft } from './draft-storage.ts';

export interface KeptDraft {
  draft: Draft;
  change: (change: (draft: Draft) => Draft) => void;
  /** Whether it was typed before this page was loaded. */
  isRestored: boolean;
  isDirty: boolean;
  /** Begins an empty one. */
  startAfresh: (draft: Draft) => void;
}

/** What is typed, written down in this tab with every change. */
export function useDraft(author: string): KeptDraft {
  const [place] = useState(() => ({ author, search: location.search }));
  const [begun] = useState(() => beginDraft(place, sessionStorage));
  const [draft, setDraft] = useState(begun.draft);
  const [isRestored, setRestored] = useState(begun.isRestored);
  useEffect(() => keepDraft(draft, place, sessionStorage), [draft, place]);
  return {
    draft,
    change: setDraft,
    isRestored,
    isDirty: isWorthKeeping(draft),
    startAfresh: (empty) => {
      forgetDraft(sessionStorage);
      setDraft(empty);
      setRestored(false);
    },
  };
}
