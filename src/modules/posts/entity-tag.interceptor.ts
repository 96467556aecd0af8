import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { tap, type Observable } from 'rxjs';
import type { PostDto } from './posts.dto.ts';

/** Every answer that is one post says its version as an ETag, ready for `If-Match`. */
@Injectable()
export class EntityTagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((answer) => {
        if (isPost(answer)) reply.header('etag', `"${answer.version}"`);
      }),
    );
  }
}

function isPost(answer: unknown): answer is PostDto {
  return typeof answer === 'object' && answer !== null && 'version' in answer && 'connectionId' in answer;
}
