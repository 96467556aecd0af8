import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { expectedVersion } from './entity-tag.ts';

/** Tells readers of the API about the header; the route takes its version by `@ExpectedVersion()`. RFC 9110, section 13.1.1 */
export const TakesIfMatch = () =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    description:
      'The ETag of the post that was read. Where the post was changed since, nothing is done and the answer is 412 (`POST_CHANGED`). `*`, as no header, stands for any version.',
  });

/** The version that the caller has read; null: whatever version it is. Throws VALIDATION_FAILED on what is no ETag of ours. */
export const ExpectedVersion = createParamDecorator((_: unknown, context: ExecutionContext): number | null =>
  expectedVersion(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);
