import { platformNames, type Platform } from '../../kernel/platform.ts';
import type { ProviderFailure } from '../providers/provider.errors.ts';

/** A person must look: the post may be live, and neither we nor the platform can say. `reason` continues the sentence. */
export function outcomeUnknown(platform: Platform, reason: string): ProviderFailure {
  return {
    meaning: 'unknown',
    code: 'OUTCOME_UNKNOWN',
    message: `The post may be live: ${reason}. Look at the account on ${platformNames[platform]}. If it is not there, retry the post; a retry looks again before it sends.`,
    who: 'author',
  };
}
