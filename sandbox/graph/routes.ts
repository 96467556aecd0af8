import type { FastifyInstance, FastifyRequest } from 'fastify';
import { deliver, type Outcome } from '../exchange.ts';
import { readForm } from '../forms.ts';
import type { FaultTarget } from '../faults.ts';
import type { Sandbox } from '../sandbox.ts';
import { serveBatch } from './batch.ts';
import { splitPath, type GraphRequest } from './call.ts';
import { registerFacebookDialog } from './dialog.ts';
import { serveGraph } from './service.ts';

/** Graph takes every path that nobody else serves. */
export function registerGraph(app: FastifyInstance, sandbox: Sandbox): void {
  registerFacebookDialog(app, sandbox);
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/*',
    handler: async (request, reply) => {
      const graphRequest = readGraphRequest(request);
      const { outcome, target } = await serve(sandbox, graphRequest);
      const status = deliver(outcome, request, reply);
      const path = request.url.replace(/(access_token|client_secret|appsecret_proof)=[^&]*/g, '$1=…');
      sandbox.calls.record({ method: request.method, path, ...target, status });
    },
  });
}

async function serve(
  sandbox: Sandbox,
  request: GraphRequest,
): Promise<{ outcome: Outcome; target: FaultTarget }> {
  const isBatch = request.method === 'POST' && request.path.length === 0;
  if (!isBatch) return serveGraph(sandbox, request);
  const outcome = await serveBatch(sandbox, request);
  return { outcome, target: { platform: 'FACEBOOK', accountId: null, operation: 'other' } };
}

/** Parameters from the address, a form, multipart or JSON are all the same to Graph. */
function readGraphRequest(request: FastifyRequest): GraphRequest {
  const form = readForm(request);
  const query = request.query as Record<string, string | string[]>;
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(query))
    params[name] = Array.isArray(value) ? value.join() : value;
  Object.assign(params, form.fields);
  const { version, path } = splitPath(request.url.split('?')[0] ?? '/');
  const { access_token, method, ...rest } = params;
  return {
    method: (method ?? request.method).toUpperCase(),
    path,
    params: rest,
    files: form.files,
    token: access_token ?? headerToken(request),
    baseUrl: `${request.protocol}://${request.host}${version ? `/${version}` : ''}`,
  };
}

/** `Authorization: Bearer …` and `OAuth …` both work. */
function headerToken(request: FastifyRequest): string {
  return /^(?:bearer|oauth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}
