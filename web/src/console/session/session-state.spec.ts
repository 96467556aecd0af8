import { describe, expect, it } from '@jest/globals';
import { codeIn, isAllowed, type Session } from './session-state.ts';

describe('the session of the console', () => {
  it('finds the code that the CRM handed over behind the #', () => {
    expect(codeIn('#code=Zk3-x_Y')).toBe('Zk3-x_Y');
    expect(codeIn('#content')).toBeNull();
    expect(codeIn('')).toBeNull();
  });

  it('allows what the token has the scope for, and nothing while nobody is signed in', () => {
    const me = {
      tenantId: 'spree',
      subject: 'anna',
      email: null,
      scopes: ['social:read'],
      expiresAt: '2026-11-23T05:00:00Z',
    };
    const reader: Session = { status: 'signed-in', token: 't', me };

    expect(isAllowed(reader, 'social:read')).toBe(true);
    expect(isAllowed(reader, 'social:write')).toBe(false);
    expect(isAllowed({ status: 'checking' }, 'social:read')).toBe(false);
  });
});
