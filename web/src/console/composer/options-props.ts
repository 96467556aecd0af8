import type { PlatformRules } from './composer-calls.ts';
import type { PlatformOptions } from './draft.ts';
import type { Problem } from './problems.ts';

/** What every option of a platform is given. */
export interface OptionsProps {
  rules: PlatformRules;
  options: PlatformOptions;
  change: (change: Partial<PlatformOptions>) => void;
  /** Of this platform's options. */
  problems: Problem[];
  hasVideo: boolean;
}
