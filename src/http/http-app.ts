import helmet from '@fastify/helmet';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppConfig } from '../config/app-config.ts';
import { Metrics } from './metrics.ts';
import { serveOpenApi } from './openapi.ts';
import { problemOf } from './problem-details.filter.ts';

export const apiPrefix = 'api/v1/social';
const outsidePrefix = ['health/{*path}', 'metrics'];

const maxBodyBytes = 1024 * 1024;

/** The HTTP server with its limits. Bodies are JSON (or forms, from platforms); anything else is answered with 415. */
export function createHttpAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: maxBodyBytes,
    forceCloseConnections: 'idle',
    // An address that cannot be decoded is refused before there is a route, and so before Nest's filters.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error, request.id);
      void reply.status(problem.status).header('content-type', 'application/problem+json').send(problem);
    },
  });
  adapter.getInstance().removeContentTypeParser('text/plain');
  return adapter;
}

/** Everything about HTTP that is not a module: prefix, headers, CORS, request metrics, the API page. */
export async function prepareHttp(app: NestFastifyApplication): Promise<void> {
  const config = app.get(AppConfig);
  app.setGlobalPrefix(apiPrefix, { exclude: outsidePrefix });
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { 'upgrade-insecure-requests': null } },
    strictTransportSecurity: config.publicUrl.startsWith('https://'),
  });
  if (config.corsOrigins.length > 0) {
    app.enableCors({
      origin: config.corsOrigins,
      allowedHeaders: ['authorization', 'content-type', 'if-match'],
    });
  }
  measureRequests(app);
  serveOpenApi(app);
}

function measureRequests(app: NestFastifyApplication): void {
  const { httpRequests } = app.get(Metrics);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', async (request, reply) => {
      const labels = {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
      };
      httpRequests.observe(labels, reply.elapsedTime / 1000);
    });
}
