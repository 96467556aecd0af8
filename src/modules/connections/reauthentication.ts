import type { ProviderFailure } from '../providers/provider.errors.ts';

/** The runbook's words; operators search for them. */
export const reauthenticationRequired = 'Token expired - reauthentication required';

/** Why a connection was switched off: the runbook's words, and behind them what the platform said where it said more. */
export function reauthenticationMessage(failure: ProviderFailure): string {
  return failure.code.includes('EXPIRED')
    ? reauthenticationRequired
    : `${reauthenticationRequired}. ${failure.message}`;
}
