import {
  applyDecorators,
  createParamDecorator,
  Injectable,
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
import type { IdempotencyTicket } from './idempotency.queries.ts';
import { IdempotentAnswers } from './idempotent-answers.service.ts';
import { idempotencyKeyOf, idempotentCallOf } from './idempotent-call.ts';

const idempotentRouteKey = 'social:idempotent-route';

/** Tells readers of the API about the header. The interceptor looks after routes that are `@Idempotent`. */
export const TakesIdempotencyKey = () =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'A name for this request, such as a UUID. Repeated within 24 hours, the request is not carried out again and gets the first answer, with `Idempotency-Replayed: true`.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  });

/** A call that creates something: repeated with the same `Idempotency-Key` within 24 hours, it happens once. */
export const Idempotent = () => applyDecorators(SetMetadata(idempotentRouteKey, true), TakesIdempotencyKey());

/** The ticket of a call with an `Idempotency-Key`, for those who can write it down where they create; null without a key. */
export const Ticket = createParamDecorator(
  (_: unknown, context: ExecutionContext): IdempotencyTicket | null =>
    context.switchToHttp().getRequest<IdempotentRequest>().idempotencyTicket ?? null,
);

type IdempotentRequest = FastifyRequest & AuthenticatedRequest & { idempotencyTicket?: IdempotencyTicket };

/** Stands before the routes marked `@Idempotent`, behind the access guard. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly answers: IdempotentAnswers,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<IdempotentRequest>();
    const isIdempotent = this.reflector.get<boolean | undefined>(idempotentRouteKey, context.getHandler());
    const key = isIdempotent ? idempotencyKeyOf(request) : null;
    if (key === null || !request.caller) return next.handle();
    const call = idempotentCallOf(request, {
      tenantId: request.caller.tenantId,
      key,
      body: request.body ?? null,
    });
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(
      this.answers.once(call, reply, async (ticket) => {
        request.idempotencyTicket = ticket;
        return await lastValueFrom<unknown>(next.handle());
      }),
    );
  }
}
