import { describe, expect, it } from '@jest/globals';
import type { PublishClass } from '../providers/provider.port.ts';
import { lookAfterSeconds } from './settle-time.ts';

const configured = 120;

describe('when a send without a clear end is looked up', () => {
  it.each<PublishClass>(['plain', 'duplicate-rejecting'])(
    'is as the mark says, for %s posts',
    (publishClass) => {
      const end = { publishClass, meaning: 'unknown', ambiguousBefore: false } as const;

      expect(lookAfterSeconds(end, configured)).toBeNull();
    },
  );

  it('is soon for a draft, which cannot be published twice', () => {
    const end = { publishClass: 'two-phase', meaning: 'unknown', ambiguousBefore: true } as const;

    expect(lookAfterSeconds(end, configured)).toBe(2);
  });

  it('is only when the earlier call of a draft can no longer land, before a refusal is believed', () => {
    const end = { publishClass: 'two-phase', meaning: 'permission', ambiguousBefore: true } as const;

    expect(lookAfterSeconds(end, configured)).toBe(configured);
  });

  it('is soon where the earlier send has settled already, and where the draft is said to be live', () => {
    const refused = { publishClass: 'plain', meaning: 'content', ambiguousBefore: true } as const;
    const live = { publishClass: 'two-phase', meaning: 'duplicate', ambiguousBefore: true } as const;

    expect([lookAfterSeconds(refused, configured), lookAfterSeconds(live, configured)]).toEqual([2, 2]);
  });
});
