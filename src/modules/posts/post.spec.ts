import { describe, expect, it } from '@jest/globals';
import { blockedReason, type Post } from './post.ts';

describe('The reason why a post waits', () => {
  it.each(['Token expired - reauthentication required', 'X no longer accepts this connection.'])(
    'is whole sentences, whether the connection says "%s" with a full stop or without',
    (connectionError) => {
      const parked = { status: 'SCHEDULED', connectionActive: false, connectionError } as Post;

      const reason = blockedReason(parked);

      expect(reason).toBe(
        `The connection is not active: ${connectionError.replace(/\.$/, '')}. The post goes out when it is reconnected.`,
      );
    },
  );

  it('is not given for a post that nothing holds back', () => {
    const free = { status: 'SCHEDULED', connectionActive: true } as Post;

    expect(blockedReason(free)).toBeNull();
  });
});
