import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../kernel/app-error.ts';

/** Far more than any call takes. What reads a body goes down level by level, and would end on a stack that is too deep. */
const mostLevels = 32;

/** Refuses bodies that are nested without end, before anything else looks at them. */
export function refuseDeepBodies(server: FastifyInstance): void {
  server.addHook('preValidation', async (request: FastifyRequest) => {
    if (isDeeperThan(request.body, mostLevels)) throw tooDeep();
  });
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeperThan(each, levels - 1));
}

function tooDeep(): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'BODY_UNREADABLE',
    message: `The body is nested more than ${mostLevels} levels deep; no call takes such a body.`,
  });
}
