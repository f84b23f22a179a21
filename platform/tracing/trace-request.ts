import { context, type Link, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Request } from 'express';
import { parseTraceParent } from './header.js';
import { kinds, tracer } from './tracing.js';

/**
 * Runs the rest of a request within a span that begins a trace. What a `traceparent` says from outside is never gone on with: whoever
 * sends one could choose what is traced, or hang their requests onto others' traces. From a proxy that is trusted it is linked.
 *
 * @returns what ends it: the route's pattern, not its address, and the status
 */
export function traceRequest(
  request: Request,
  id: string,
  rest: () => void,
): ((route: string, status: number) => void) | undefined {
  const span = tracer()?.startSpan(request.method, {
    kind: kinds.server,
    root: true,
    links: linksOf(request),
    attributes: { 'http.request.method': request.method, 'surety.request_id': id },
  });
  if (!span) {
    rest();
    return undefined;
  }
  context.with(trace.setSpan(context.active(), span), rest);
  return (route, status) => end(span, request.method, route, status);
}

function end(span: Span, method: string, route: string, status: number): void {
  span.updateName(`${method} ${route}`);
  span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function linksOf({ app, headers, socket }: Request): Link[] {
  const given = parseTraceParent(headers.traceparent);
  const trusts = app.get('trust proxy fn') as (address: string, hop: number) => boolean;
  if (!given || !trusts(socket.remoteAddress ?? '', 0)) return [];
  const { traceId, spanId, sampled } = given;
  return [{ context: { traceId, spanId, traceFlags: sampled ? 1 : 0, isRemote: true } }];
}
