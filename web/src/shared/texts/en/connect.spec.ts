import { describe, expect, it } from '@jest/globals';
import { connect } from './connect.ts';

describe('what the connect pages say about waiting posts', () => {
  it.each([
    [1, '1 post waits for this account.'],
    [3, '3 posts wait for this account.'],
    [999, '999 posts wait for this account.'],
    [1000, '1,000 posts or more wait for this account.'],
  ])('bends the sentence to %i', (count, sentence) => {
    expect(connect.waiting(count)).toBe(sentence);
  });
});
