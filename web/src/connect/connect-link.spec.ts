import { describe, expect, it } from '@jest/globals';
import { keyIn } from './connect-link.ts';

describe('the key of a connect link', () => {
  it.each([
    ['/connect/Zk3-x_Y', 'Zk3-x_Y'],
    ['/connect/Zk3-x_Y/', 'Zk3-x_Y'],
    ['/connect/', ''],
    ['/connect', ''],
  ])('is read from %s', (path, key) => {
    expect(keyIn(path)).toBe(key);
  });
});
