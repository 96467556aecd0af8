import { context, propagation, ROOT_CONTEXT, SpanKind, trace, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { markFailed } from './spans.ts';

/** One span a request, below the caller's own where it sent a `traceparent` (www.w3.org/TR/trace-context). */
export function traceRequests(server: FastifyInstance): void {
  const tracer = trace.getTracer('social-integration');
  const spans = new WeakMap<FastifyRequest, Span>();

  server.addHook('onRequest', (request, _reply, next) => {
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const facts = { 'http.request.method': request.method, 'social.request_id': request.id };
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER, attributes: facts }, parent);
    spans.set(request, span);
    context.with(trace.setSpan(parent, span), next);
  });
  server.addHook('preValidation', (request, _reply, next) => {
    const span = spans.get(request);
    if (span) context.with(trace.setSpan(context.active(), span), next);
    else next();
  });
  server.addHook('onResponse', async (request, { statusCode }) => {
    const span = spans.get(request);
    // The route and not the address: addresses may carry a login's secrets.
    const route = request.routeOptions.url ?? 'none';
    span?.updateName(`${request.method} ${route}`);
    span?.setAttributes({ 'http.route': route, 'http.response.status_code': statusCode });
    if (span && statusCode >= 500) markFailed(span, String(statusCode));
    span?.end();
  });
}
