import {
  type Attributes,
  type Context,
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';

let current: Tracer | undefined;

/** From now on spans go there; undefined: nothing is traced. Set once, before anything is connected (platform/tracing/start-tracing.ts). */
export function traceBy(tracer: Tracer | undefined): void {
  current = tracer;
}

/** Undefined where nothing is traced: then nothing is to be done for it either. */
export const tracer = (): Tracer | undefined => current;

export const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

/** Attributes say which route, command or activity it was, never what was in it: nothing that anybody typed, no address, no filter. */
export type SpanOptions = { kind: keyof typeof kinds; attributes: Attributes; parent?: Context };

/** Does the work within a span, whose error is its code, if it has one. Without tracing it is just done. */
export async function inSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  if (!current) return work();
  const { kind, attributes, parent = context.active() } = options;
  const span = current.startSpan(name, { kind: kinds[kind], attributes }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), work);
  } catch (error) {
    failed(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** The same, for what is worth telling only as a part of something that is told. */
export function inChildSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  return current && trace.getActiveSpan()?.isRecording() ? inSpan(name, options, work) : work();
}

/** Messages of errors may quote what people typed: the class and the code do not. */
function failed(span: Span, error: unknown): void {
  const { name, code, type } = (error ?? {}) as { name?: unknown; code?: unknown; type?: unknown };
  span.setAttribute('error.type', String(type ?? code ?? name ?? 'unknown').slice(0, 64));
  span.setStatus({ code: SpanStatusCode.ERROR });
}
