import { createHash } from 'node:crypto';
import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  Logger,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { AuthenticatedRequest } from './caller.ts';
import { keyUnusable } from './idempotency.errors.ts';
import type { IdempotencyTicket, IdempotentCall } from './idempotency.queries.ts';
import { IdempotencyService } from './idempotency.service.ts';

const idempotentRouteKey = 'social:idempotent-route';

/** A call that creates something: repeated with the same `Idempotency-Key` within 24 hours, it happens once. */
export const Idempotent = () =>
  applyDecorators(
    SetMetadata(idempotentRouteKey, true),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A name for this request, such as a UUID. Repeated within 24 hours, the request is not carried out again and gets the first answer, with `Idempotency-Replayed: true`.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
  );

/** The ticket of a call with an `Idempotency-Key`, for those who can write it down where they create; null without a key. */
export const Ticket = createParamDecorator(
  (_: unknown, context: ExecutionContext): IdempotencyTicket | null =>
    context.switchToHttp().getRequest<IdempotentRequest>().idempotencyTicket ?? null,
);

type IdempotentRequest = FastifyRequest & AuthenticatedRequest & { idempotencyTicket?: IdempotencyTicket };

/** Stands before the routes marked `@Idempotent`, behind the access guard. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Idempotency');

  constructor(
    private readonly reflector: Reflector,
    private readonly idempotency: IdempotencyService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<IdempotentRequest>();
    const key = request.headers['idempotency-key'];
    const isIdempotent = this.reflector.get<boolean | undefined>(idempotentRouteKey, context.getHandler());
    if (!isIdempotent || key === undefined || !request.caller) return next.handle();
    const call = callOf(request, request.caller.tenantId, String(key));
    return from(this.once(call, context, next));
  }

  private async once(call: IdempotentCall, context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const turn = await this.idempotency.begin(call);
    if (turn.kind === 'replay') {
      reply.status(turn.status).header('idempotency-replayed', 'true');
      return turn.answer;
    }
    http.getRequest<IdempotentRequest>().idempotencyTicket = turn.ticket;
    const answer: unknown = await lastValueFrom(next.handle()).catch(async (error: unknown) => {
      await this.idempotency
        .release(call, turn.ticket)
        .catch((lost: Error) => this.logger.warn(`A key stays taken until its lease ends: ${lost.message}`));
      throw error;
    });
    // It happened: whoever asked is told so, and the key stays taken even where its answer cannot be kept.
    await this.idempotency
      .keepAnswer(call, turn.ticket, { status: reply.statusCode, answer })
      .catch((lost: Error) => this.logger.warn(`An answer was not kept for its key: ${lost.message}`));
    return answer;
  }
}

/** What makes it the same request: route, parameters and body. Of a form only its length is known before it is read. */
function callOf(request: IdempotentRequest, tenantId: string, key: string): IdempotentCall {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw keyUnusable(key);
  const body = request.isMultipart() ? request.headers['content-length'] : (request.body ?? null);
  const text = JSON.stringify([request.method, request.url, body]);
  return { tenantId, key, requestHash: createHash('sha256').update(text).digest() };
}
