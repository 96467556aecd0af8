import {
  context,
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from '@opentelemetry/api';

const tracer = trace.getTracer('social-integration');
const noSpan = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

let areKept = false;

/** Said by whoever sends spans (see `trace-export.service.ts`). Without anybody, work inside a span costs nothing more. */
export function keepSpans(): void {
  areKept = true;
}

export function dropSpans(): void {
  areKept = false;
}

/**
 * Does `work` inside a span of its own. `facts` hold no token and nothing that a post says: spans leave the house. For the same
 * reason an error marks the span by its name only; then it goes on.
 */
export function inSpan<Result>(
  name: string,
  facts: Attributes,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return areKept ? inKeptSpan(name, facts, work) : work(noSpan);
}

async function inKeptSpan<Result>(
  name: string,
  facts: Attributes,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return await tracer.startActiveSpan(name, { attributes: facts }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, error instanceof Error ? error.name : 'unknown error');
      throw error;
    } finally {
      span.end();
    }
  });
}

/**
 * A trace of its own for one run of a job, whatever the timer that started it was set from. A run that answers with 0 found
 * nothing to do, and is not told.
 */
export async function inJobSpan(name: string, work: () => Promise<number>): Promise<void> {
  const span = tracer.startSpan(`job ${name}`, { root: true });
  try {
    const done = await context.with(trace.setSpan(ROOT_CONTEXT, span), work);
    // A span that never ends is never sent.
    if (done > 0) span.end();
  } catch (error) {
    markFailed(span, error instanceof Error ? error.name : 'unknown error');
    span.end();
    throw error;
  }
}

export function markFailed(span: Span, why: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message: why });
}
