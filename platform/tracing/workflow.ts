import { proxySinks, type WorkflowInterceptorsFactory, workflowInfo } from '@temporalio/workflow';
import { formatTraceParent, parseTraceParent, readTraceHeader, type TraceParent, withTraceHeader } from './header.js';
import type { TraceSinks } from './sinks.js';

/** What a workflow does later than this after somebody asked for something (reminders, ends) is no part of that step any more. */
const belongsMs = 15 * 60_000;

const { traces } = proxySinks<TraceSinks>();

/**
 * Runs inside workflows: the handling of an update is a span, told to the worker when it ends, and what the workflow then does belongs to
 * it. Where nothing is traced there is no header, and this does nothing. No random number is drawn, and the history stays as it is.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let current: { parent: TraceParent; at: number } | undefined;
  const remember = (parent: TraceParent | undefined): void => {
    current = parent === undefined ? undefined : { parent, at: Date.now() };
  };
  const pass = <I extends { headers: Parameters<typeof readTraceHeader>[0] }>(input: I): I => {
    if (!current || Date.now() - current.at > belongsMs) return input;
    return { ...input, headers: withTraceHeader(input.headers, current.parent) };
  };
  return {
    inbound: [
      {
        execute: (input, next) => {
          remember(readTraceHeader(input.headers));
          return next(input);
        },
        handleSignal: (input, next) => {
          remember(readTraceHeader(input.headers) ?? current?.parent);
          return next(input);
        },
        handleUpdate: async (input, next) => {
          const parent = parseTraceParent(readTraceHeader(input.headers));
          if (!parent) return next(input);
          const { runId } = workflowInfo();
          const own = { ...parent, spanId: spanIdOf(`${parent.spanId} ${runId} ${input.updateId}`) };
          remember(formatTraceParent(own));
          if (!parent.sampled) return next(input);
          const began = Date.now();
          try {
            return await next(input);
          } finally {
            traces.handled({
              update: input.name,
              traceId: own.traceId,
              spanId: own.spanId,
              parentSpanId: parent.spanId,
              began,
            });
          }
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(pass(input)),
        scheduleLocalActivity: (input, next) => next(pass(input)),
        startChildWorkflowExecution: (input, next) => next(pass(input)),
        continueAsNew: (input, next) => next(pass(input)),
      },
    ],
  };
};

/** The id of a span follows from what it is the span of, so that a replay gives the same: 64 bits of FNV-1a. */
function spanIdOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const letter of text) hash = BigInt.asUintN(64, (hash ^ BigInt(letter.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
