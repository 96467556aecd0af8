import { describe, expect, it } from '@jest/globals';
import { operationOf } from './provider.operation.ts';

describe('The name of a call to a platform', () => {
  it.each([
    ['POST', 'https://api.x.com/2/tweets', 'POST /2/tweets'],
    ['GET', 'https://api.x.com/2/users/2244994945/tweets?max_results=5', 'GET /2/users/:id/tweets'],
    ['POST', 'https://api.x.com/2/oauth2/token', 'POST /2/oauth2/token'],
    ['POST', 'https://graph.facebook.com/v26.0/610000000000001/feed', 'POST /:id/feed'],
    ['GET', 'https://graph.facebook.com/v26.0/610000000000001_17?fields=id', 'GET /:id'],
    ['POST', 'https://graph.facebook.com/v26.0/', 'POST /'],
    ['POST', 'https://rupload.facebook.com/video-upload/v26.0/1234', 'POST /video-upload/:id'],
  ])('leaves out whom %s %s concerns', (method, url, operation) => {
    expect(operationOf(method, url)).toBe(operation);
  });

  it('is one of few, whatever the paths are', () => {
    const word = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const names = Array.from({ length: 500 }, (_, n) => operationOf('GET', `https://api.x.com/${word(n)}`));

    expect(new Set(names).size).toBeLessThanOrEqual(151);
    expect(names.at(-1)).toBe('GET other');
  });
});
