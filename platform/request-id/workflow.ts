import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { readRequestIdHeader, withRequestIdHeader } from './header.js';

/**
 * Runs inside workflows: the id of the request that started, updated or signalled the workflow last goes on to the
 * activities and children that it starts. (A workflow's one loop acts for whoever came last.)
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let current: string | undefined;
  const remember = (headers: Parameters<typeof readRequestIdHeader>[0]): void => {
    current = readRequestIdHeader(headers) ?? current;
  };
  const pass = <I extends { headers: Parameters<typeof readRequestIdHeader>[0] }>(input: I): I => ({
    ...input,
    headers: withRequestIdHeader(input.headers, current),
  });
  return {
    inbound: [
      {
        execute: (input, next) => {
          remember(input.headers);
          return next(input);
        },
        handleUpdate: (input, next) => {
          remember(input.headers);
          return next(input);
        },
        handleSignal: (input, next) => {
          remember(input.headers);
          return next(input);
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
