import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { Logger, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppConfig } from '../config/app-config.ts';
import { refuseDeepBodies } from './body-depth.ts';
import type { AuthenticatedRequest } from './caller.ts';
import { Metrics } from './metrics.ts';
import { serveOpenApi } from './openapi.ts';
import { problemOf } from './problem-details.filter.ts';
import { keepBytesUnder } from './raw-body.ts';
import { nameRequests, requestIdOf } from './request-id.ts';
import { traceRequests } from './trace-requests.ts';
import { serveWebPages } from './web-pages.ts';

export const apiPrefix = 'api/v1/social';
const outsidePrefix = ['health/{*path}', 'metrics', 'media/:id/:name'];

const maxBodyBytes = 1024 * 1024;

/** The HTTP server with its limits. Bodies are JSON (or forms, from platforms); anything else is answered with 415. */
export function createHttpAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: maxBodyBytes,
    genReqId: requestIdOf,
    forceCloseConnections: 'idle',
    // An address that cannot be decoded is refused before there is a route, and so before Nest's filters.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error, request.id);
      void reply
        .status(problem.status)
        .headers({ 'content-type': 'application/problem+json', 'x-request-id': request.id })
        .send(problem);
    },
  });
  adapter.getInstance().removeContentTypeParser('text/plain');
  return adapter;
}

/** Everything about HTTP that is not a module: prefix, headers, CORS, request metrics, the API page. */
export async function prepareHttp(app: NestFastifyApplication): Promise<void> {
  const config = app.get(AppConfig);
  nameRequests(app.getHttpAdapter().getInstance());
  if (config.tracing) traceRequests(app.getHttpAdapter().getInstance());
  withApiPrefix(app);
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { 'upgrade-insecure-requests': null } },
    strictTransportSecurity: config.publicUrl.startsWith('https://'),
  });
  keepBytesUnder(app.getHttpAdapter().getInstance(), `/${apiPrefix}/platform-webhooks/`);
  refuseDeepBodies(app.getHttpAdapter().getInstance());
  await acceptForms(app);
  if (config.corsOrigins.length > 0) {
    app.enableCors({
      origin: config.corsOrigins,
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowedHeaders: ['authorization', 'content-type', 'if-match', 'idempotency-key', 'x-request-id'],
      exposedHeaders: ['etag', 'idempotency-replayed', 'retry-after', 'x-request-id'],
    });
  }
  observeRequests(app);
  await serveWebPages(app);
  serveOpenApi(app);
}

/** Everything but health, metrics and files lies under one address. */
export function withApiPrefix(app: NestFastifyApplication): void {
  app.setGlobalPrefix(apiPrefix, { exclude: outsidePrefix });
}

/** Files come as forms, and only to the routes that say so (`multipart` in their RouteConfig); elsewhere a form stays a 415. */
async function acceptForms(app: NestFastifyApplication): Promise<void> {
  await app.register(multipart, { throwFileSizeLimit: false });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preValidation', async (request: FastifyRequest) => {
      const { multipart: isAccepted } = request.routeOptions.config as { multipart?: boolean };
      if (request.isMultipart() && !isAccepted) {
        throw new UnsupportedMediaTypeException('This call takes JSON.');
      }
    });
}

/** Counts every request, and logs those to the API by their route: addresses themselves may carry a login's secrets. */
function observeRequests(app: NestFastifyApplication): void {
  const { httpRequests } = app.get(Metrics);
  const logger = new Logger('Http');
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', async (request: FastifyRequest & AuthenticatedRequest, reply) => {
      const { method, id: requestId, caller } = request;
      const route = request.routeOptions.url ?? 'none';
      const { statusCode: status, elapsedTime } = reply;
      httpRequests.observe({ method, route, status }, elapsedTime / 1000);
      if (!route.startsWith(`/${apiPrefix}`)) return;
      const ms = Math.round(elapsedTime);
      logger.log({ message: 'Request', method, route, status, ms, requestId, tenantId: caller?.tenantId });
    });
}
