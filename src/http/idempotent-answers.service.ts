import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { IdempotencyTicket, IdempotentCall } from './idempotency.queries.ts';
import { IdempotencyService } from './idempotency.service.ts';

/** Answers a call as it was answered the first time, or carries it out and keeps what it answers. */
@Injectable()
export class IdempotentAnswers {
  private readonly logger = new Logger('Idempotency');

  constructor(private readonly idempotency: IdempotencyService) {}

  /** Throws what `carryOut` throws, after which the key is free again, and as `IdempotencyService.begin` does. */
  async once<Answer>(
    call: IdempotentCall,
    reply: FastifyReply,
    carryOut: (ticket: IdempotencyTicket) => Promise<Answer>,
  ): Promise<Answer> {
    const turn = await this.idempotency.begin(call);
    if (turn.kind === 'replay') {
      reply.status(turn.status).header('idempotency-replayed', 'true');
      return turn.answer as Answer;
    }
    const answer = await carryOut(turn.ticket).catch(async (error: unknown) => {
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
