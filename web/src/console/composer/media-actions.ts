import type { MediaDraft } from './draft.ts';

/** What can be done with the files of a post. */
export interface MediaActions {
  addFiles: (files: File[]) => void;
  addAddress: (address: string) => void;
  change: (key: string, change: Partial<MediaDraft>) => void;
  move: (key: string, by: -1 | 1) => void;
  remove: (key: string) => void;
  retry: (key: string) => void;
}
