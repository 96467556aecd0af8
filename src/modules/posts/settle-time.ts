import type { PublishClass } from '../providers/provider.port.ts';

/**
 * How long after its deadline a send may still land, in seconds. A two-phase draft cannot be published twice, so nothing has
 * to be waited for.
 */
export function settleSeconds(publishClass: PublishClass, configured: number): number {
  return publishClass === 'two-phase' ? 0 : configured;
}
