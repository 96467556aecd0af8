import type { Draft, PartDraft } from './draft.ts';
import type { MediaActions } from './media-actions.ts';
import { randomName } from '../shell/random-name.ts';

/** What can be done with the posts that follow. */
export interface ThreadActions {
  add: () => void;
  write: (key: string, content: string) => void;
  /** With its files, also those that are on their way. */
  remove: (part: PartDraft) => void;
  mediaOf: (key: string) => MediaActions;
}

export function threadActions(
  change: (change: (draft: Draft) => Draft) => void,
  mediaOf: ThreadActions['mediaOf'],
): ThreadActions {
  const changeParts = (parts: (thread: PartDraft[]) => PartDraft[]) =>
    change((draft) => ({ ...draft, thread: parts(draft.thread) }));
  return {
    add: () => changeParts((thread) => [...thread, { key: randomName(), content: '', media: [] }]),
    write: (key, content) =>
      changeParts((thread) => thread.map((part) => (part.key === key ? { ...part, content } : part))),
    remove: ({ key, media }) => {
      for (const file of media) mediaOf(key).remove(file.key);
      changeParts((thread) => thread.filter((part) => part.key !== key));
    },
    mediaOf,
  };
}
