import { context, propagation, trace } from '@opentelemetry/api';
import { Logger } from '@nestjs/common';
import type { AppConfig } from '../config/app-config.ts';
import { dropSpans, keepSpans } from './spans.ts';

const sendTimeoutMs = 5_000;

/**
 * Sends finished spans in batches over OTLP/HTTP as JSON (opentelemetry.io/docs/specs/otlp). Returns what sends the rest and
 * ends it; a collector that does not answer loses spans and nothing else. Loads what it needs only now: without traces nobody
 * pays for it.
 */
export async function startTraceExport(
  wanted: NonNullable<AppConfig['tracing']>,
): Promise<() => Promise<void>> {
  const [{ OTLPTraceExporter }, { resourceFromAttributes }, { BatchSpanProcessor, NodeTracerProvider }] =
    await Promise.all([
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-node'),
    ]);
  const exporter = new OTLPTraceExporter({
    url: `${wanted.endpoint}/v1/traces`,
    headers: wanted.headers,
    timeoutMillis: sendTimeoutMs,
  });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': wanted.serviceName }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  keepSpans();
  return async () => {
    dropSpans();
    await provider.shutdown().catch(notSent);
    trace.disable();
    context.disable();
    propagation.disable();
  };
}

function notSent(error: unknown): void {
  new Logger('Tracing').warn(
    `The last spans were not sent: ${error instanceof Error ? error.name : 'unknown error'}`,
  );
}
