import { describe, expect, it } from '@jest/globals';
import { secondCopyMessage } from './second-copy.ts';

describe('a post that is live twice', () => {
  it('is told with both ids, who must act and where', () => {
    const message = secondCopyMessage({
      postId: 'p',
      tenantId: 't',
      attemptId: 'a',
      platform: 'TWITTER',
      first: { id: '11', permalink: 'https://x.com/i/status/11' },
      second: { id: '12', permalink: null },
    });

    expect(message).toBe(
      'This post is live twice on X: 11 (https://x.com/i/status/11) and 12. Whoever manages the account must look there and delete one of them; the service never deletes a post.',
    );
  });
});
