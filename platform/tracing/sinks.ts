import { ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import type { InjectedSinks } from '@temporalio/worker';
import type { Sinks } from '@temporalio/workflow';
import { withSpanId } from './ids.js';
import { kinds, tracer } from './tracing.js';

/** An update that a workflow has handled; `began`: milliseconds. */
type Handled = { update: string; traceId: string; spanId: string; parentSpanId: string; began: number };

export interface TraceSinks extends Sinks {
  traces: { handled(update: Handled): void };
}

/** For workers: tells what workflows say of their spans. Registered always, since another process may trace where this one does not. */
export const traceSinks: InjectedSinks<TraceSinks> = {
  traces: {
    handled: {
      fn: ({ workflowType, workflowId }, { update, traceId, spanId, parentSpanId, began }) => {
        const parent = { traceId, spanId: parentSpanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
        const attributes = { 'temporal.workflow.type': workflowType, 'temporal.workflow.id': workflowId };
        const options = { kind: kinds.internal, attributes, startTime: began };
        const start = () =>
          tracer()?.startSpan(
            `workflow ${workflowType} ${update}`,
            options,
            trace.setSpanContext(ROOT_CONTEXT, parent),
          );
        withSpanId(spanId, start)?.end();
      },
      callDuringReplay: false,
    },
  },
};
