import type { FastifyReply, FastifyRequest } from 'fastify';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** An object is sent as JSON, a string as it is. */
  body: unknown;
}

/** `cut`: the connection is closed. `reset`: it is reset. `silent`: the client waits until it gives up. */
export type Outcome = { kind: 'answer'; answer: Answer } | { kind: 'cut' | 'reset' | 'silent' };

export function answered(answer: Answer): Outcome {
  return { kind: 'answer', answer };
}

/** Gives the outcome to the client, and says which status the client saw (0 for none). */
export function deliver(outcome: Outcome, request: FastifyRequest, reply: FastifyReply): number {
  if (outcome.kind === 'answer') {
    const { status, headers, body } = outcome.answer;
    const isText = typeof body === 'string';
    const contentType = isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
    void reply
      .code(status)
      .headers({ 'content-type': contentType, ...headers })
      .send(isText ? body : JSON.stringify(body));
    return status;
  }
  reply.hijack();
  if (outcome.kind === 'cut') request.raw.socket.destroy();
  if (outcome.kind === 'reset') request.raw.socket.resetAndDestroy();
  return 0;
}
