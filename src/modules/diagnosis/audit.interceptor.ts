import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, mergeMap, type Observable } from 'rxjs';
import { apiPrefix } from '../../http/http-app.ts';
import type { AuthenticatedRequest } from '../../http/caller.ts';
import { AuditService } from './audit.service.ts';
import { auditNotesOf, isAudited } from './audited-calls.ts';

/** Notes who did it once it is done, whatever module did it; a call that was refused changed nothing. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(private readonly audit: AuditService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest & AuthenticatedRequest>();
    const route = request.routeOptions.url?.replace(`/${apiPrefix}/`, '') ?? '';
    const call = `${request.method} ${route}`;
    const { caller } = request;
    if (!isAudited(call) || !caller) return next.handle();
    const { body } = request;
    const params = request.params as Record<string, string>;
    return next
      .handle()
      .pipe(
        mergeMap((answer: unknown) =>
          from(this.audit.note(caller, auditNotesOf({ call, params, body, answer })).then(() => answer)),
        ),
      );
  }
}
