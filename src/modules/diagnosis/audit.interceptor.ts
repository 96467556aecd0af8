import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, mergeMap, type Observable } from 'rxjs';
import { apiPrefix } from '../../http/http-app.ts';
import type { AuthenticatedRequest } from '../../http/caller.ts';
import { AuditService } from './audit.service.ts';

/** The calls by which people change a row that is there already. */
const changes = new Map<string, 'SocialConnection' | 'SocialPost'>([
  ['PATCH connections/:id', 'SocialConnection'],
  ['DELETE connections/:id', 'SocialConnection'],
  ['POST connections/:id/deactivate', 'SocialConnection'],
  ['POST connections/:id/reconnect', 'SocialConnection'],
  ['POST connections/:id/refresh', 'SocialConnection'],
  ['PATCH posts/:id', 'SocialPost'],
  ['DELETE posts/:id', 'SocialPost'],
  ['POST posts/:id/publish', 'SocialPost'],
  ['POST posts/:id/retry', 'SocialPost'],
  ['POST posts/:id/cancel', 'SocialPost'],
  ['POST posts/:id/reschedule', 'SocialPost'],
]);

/** Notes who did it once it is done, whatever module did it; a call that was refused changed nothing. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(private readonly audit: AuditService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest & AuthenticatedRequest>();
    const route = request.routeOptions.url?.replace(`/${apiPrefix}/`, '') ?? '';
    const call = `${request.method} ${route}`;
    const table = changes.get(call);
    const { caller } = request;
    if (!table || !caller) return next.handle();
    const rowId = (request.params as { id: string }).id;
    return next
      .handle()
      .pipe(
        mergeMap((answer) =>
          from(this.audit.note(caller, { table, rowId, change: { call } }).then(() => answer as unknown)),
        ),
      );
  }
}
