import { type Context, context, ROOT_CONTEXT, type SpanContext, trace } from '@opentelemetry/api';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { Headers } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { currentRequestId } from '../request-id/request-id.js';
import { formatTraceParent, parseTraceParent, readTraceHeader, type TraceParent, withTraceHeader } from './header.js';
import { inSpan } from './tracing.js';

const sampledFlag = 1;

/** Where the running code is in its trace. */
function here(): TraceParent | undefined {
  const at: SpanContext | undefined = trace.getSpanContext(context.active());
  return at && formatTraceParent({ ...at, sampled: (at.traceFlags & sampledFlag) === sampledFlag });
}

const asked = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  inSpan(name, { kind: 'client', attributes: {} }, work);

/** For clients: each start, update and signal is a span, and what the workflow does for it lies below. */
export const traceClientInterceptor: WorkflowClientInterceptor = {
  startWithDetails: (input, next) =>
    asked(`start ${input.workflowType}`, () => next({ ...input, headers: withTraceHeader(input.headers, here()) })),
  startUpdate: (input, next) =>
    asked(`update ${input.updateName}`, () => next({ ...input, headers: withTraceHeader(input.headers, here()) })),
  startUpdateWithStart: (input, next) =>
    asked(`update ${input.updateName}`, () =>
      next({
        ...input,
        workflowStartHeaders: withTraceHeader(input.workflowStartHeaders, here()),
        updateHeaders: withTraceHeader(input.updateHeaders, here()),
      }),
    ),
  signal: (input, next) =>
    asked(`signal ${input.signalName}`, () => next({ ...input, headers: withTraceHeader(input.headers, here()) })),
};

/** For workers: each attempt of an activity is a span, below the step that it belongs to; else it begins a trace of its own. */
export const traceActivityInterceptor: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    execute: (input, next) =>
      inSpan(
        `activity ${info.activityType}`,
        {
          kind: 'consumer',
          parent: parentOf(input.headers),
          attributes: {
            'temporal.workflow.type': info.workflowType,
            'temporal.workflow.id': info.workflowExecution?.workflowId,
            'temporal.task_queue': info.taskQueue,
            'temporal.attempt': info.attempt,
            'surety.request_id': currentRequestId(),
          },
        },
        () => next(input),
      ),
  },
});

function parentOf(headers: Headers): Context {
  const place = parseTraceParent(readTraceHeader(headers));
  if (!place) return ROOT_CONTEXT;
  const { traceId, spanId, sampled } = place;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: sampled ? sampledFlag : 0, isRemote: true });
}
