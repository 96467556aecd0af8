import { describe, expect, it } from '@jest/globals';
import { imageTypeOf } from './provider.image.ts';

describe('imageTypeOf', () => {
  it.each([
    ['image/jpeg', 'ffd8ffe000104a464946'],
    ['image/png', '89504e470d0a1a0a0000'],
    ['image/gif', '474946383961'],
    ['image/webp', '524946461a00000057454250'],
  ])('knows %s by its first bytes', (type, hex) => {
    expect(imageTypeOf(Buffer.from(hex, 'hex'))).toBe(type);
  });

  it.each(['', '<html>', '%PDF-1.7', 'GIF80a', 'RIFF1234WAVE'])('knows that "%s" is no picture', (text) => {
    expect(imageTypeOf(Buffer.from(text, 'latin1'))).toBeNull();
  });
});
