import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Printable and short: what callers send stands in logs, problem documents and headers. */
const sane = /^[\w.:-]{1,100}$/;
const underWay = new AsyncLocalStorage<string>();

/** The id of the request that is being answered; undefined in jobs. */
export function currentRequestId(): string | undefined {
  return underWay.getStore();
}

/** The caller's own id of the request, where it sent a sane one; otherwise a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && sane.test(sent) ? sent : randomUUID();
}

/** Every answer names its request, and whatever runs on its behalf can ask for the name. */
export function nameRequests(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, next) => {
    void reply.header('x-request-id', request.id);
    underWay.run(request.id, next);
  });
  // A body is read in the context of its connection; from here on the request's own counts again.
  server.addHook('preValidation', (request, _reply, next) => underWay.run(request.id, next));
}
