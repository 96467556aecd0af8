import type { PlatformRules } from './composer-calls.ts';
import type { MediaDraft, PartDraft, PlatformOptions } from './draft.ts';
import type { Problem } from './problems.ts';
import type { ThreadActions } from './thread-actions.ts';

/** What every option of a platform is given. */
export interface OptionsProps {
  rules: PlatformRules;
  options: PlatformOptions;
  change: (change: Partial<PlatformOptions>) => void;
  /** Of this platform's options. */
  problems: Problem[];
  hasVideo: boolean;
  /** Of a platform that knows them: the posts that follow. */
  parts: PartDraft[];
  thread: ThreadActions;
  /** Longest description of a file; null where the platform shows none. */
  altTextLimit: (item: MediaDraft) => number | null;
}
