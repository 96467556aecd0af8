import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { idempotentCallOf } from './idempotent-call.ts';

const request = { method: 'POST', url: '/api/v1/social/posts' } as FastifyRequest;
const hashOf = (json: string) =>
  idempotentCallOf(request, {
    tenantId: 'acme',
    key: 'k',
    body: JSON.parse(json) as unknown,
  }).requestHash.toString('hex');

describe('what makes it the same request', () => {
  it('is not the order in which a body names its members, at any depth', () => {
    const one =
      '{"content":"a","media":[{"url":"u","type":"IMAGE"}],"options":{"poll":{"x":1,"y":null},"kind":"POST"}}';
    const other =
      '{"options":{"kind":"POST","poll":{"y":null,"x":1}},"media":[{"type":"IMAGE","url":"u"}],"content":"a"}';

    expect(hashOf(other)).toBe(hashOf(one));
  });

  it.each([
    ['the order of a list', '{"ids":["a","b"]}', '{"ids":["b","a"]}'],
    ['a member of a list', '{"ids":[["a"],"b"]}', '{"ids":["a",["b"]]}'],
    ['a value', '{"a":1,"b":2}', '{"a":2,"b":1}'],
    ['a type', '{"a":1}', '{"a":"1"}'],
    ['a list instead of members', '{"a":["x"]}', '{"a":{"0":"x"}}'],
    ['nothing and null', '{}', '{"a":null}'],
  ])('is %s', (_, one, other) => {
    expect(hashOf(other)).not.toBe(hashOf(one));
  });
});
