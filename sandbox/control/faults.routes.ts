import type { FastifyInstance } from 'fastify';
import { FAULT_KINDS, type FaultRule } from '../faults.ts';
import { OPERATIONS } from '../platform.ts';
import type { Sandbox } from '../sandbox.ts';
import { bodyOf, readNumber, readPlatform, readText, readWord } from './body.ts';

const DEFAULT_SLOW_MS = 1000;
const DEFAULT_RESET_SECONDS = 900;

export function registerFaultControl(app: FastifyInstance, sandbox: Sandbox): void {
  app.post('/_sandbox/faults', (request, reply) =>
    reply.send({ id: sandbox.faults.add(readRule(bodyOf(request))) }),
  );

  app.get('/_sandbox/faults', (_request, reply) => reply.send({ faults: sandbox.faults.list() }));

  app.delete<{ Params: { id: string } }>('/_sandbox/faults/:id', (request, reply) =>
    reply.send({ ok: sandbox.faults.remove(Number(request.params.id)) }),
  );

  app.delete('/_sandbox/faults', (_request, reply) => {
    sandbox.faults.clear();
    return reply.send({ ok: true });
  });
}

function readRule(body: Record<string, unknown>): Omit<FaultRule, 'id'> {
  return {
    ...(body['platform'] !== undefined && { platform: readPlatform(body['platform']) }),
    ...(body['accountId'] !== undefined && { accountId: readText(body['accountId'], 'accountId') }),
    operation: readWord(body['operation'] ?? 'any', 'operation', [...OPERATIONS, 'any'] as const),
    fault: readWord(body['fault'], 'fault', FAULT_KINDS),
    times: body['times'] === null ? null : readNumber(body['times'], 'times', 1),
    ms: readNumber(body['ms'], 'ms', DEFAULT_SLOW_MS),
    resetSeconds: readNumber(body['resetSeconds'], 'resetSeconds', DEFAULT_RESET_SECONDS),
    status: body['status'] === undefined ? null : readNumber(body['status'], 'status', 500),
    body: body['body'] ?? {},
    headers: (body['headers'] ?? {}) as Record<string, string>,
  };
}
