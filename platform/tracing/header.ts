import { defaultPayloadConverter, type Headers } from '@temporalio/common';

/** A place in a trace, as W3C Trace Context §3.2 writes it: `00-<trace>-<span>-<flags>`. */
export type TraceParent = string;

const NAME = 'surety-traceparent';
const WRITTEN = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** The headers with the place in place; unchanged where there is none. Safe inside the workflow sandbox. */
export function withTraceHeader(headers: Headers, parent: TraceParent | undefined): Headers {
  return parent === undefined ? headers : { ...headers, [NAME]: defaultPayloadConverter.toPayload(parent) };
}

export function readTraceHeader(headers: Headers): TraceParent | undefined {
  const payload = headers[NAME];
  return payload && defaultPayloadConverter.fromPayload<string>(payload);
}

export type TracePlace = { traceId: string; spanId: string; sampled: boolean };

/** @returns undefined where it is not written as it should be */
export function parseTraceParent(given: unknown): TracePlace | undefined {
  const [, traceId, spanId, flags] = (typeof given === 'string' && WRITTEN.exec(given)) || [];
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export const formatTraceParent = ({ traceId, spanId, sampled }: TracePlace): TraceParent =>
  `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
