import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { readRequestIdHeader, withRequestIdHeader } from './header.js';
import { currentRequestId, withRequestId } from './request-id.js';

/** For clients: the current request id goes along with each start, update and signal. */
export const requestIdClientInterceptor: WorkflowClientInterceptor = {
  startWithDetails: (input, next) =>
    next({ ...input, headers: withRequestIdHeader(input.headers, currentRequestId()) }),
  startUpdate: (input, next) => next({ ...input, headers: withRequestIdHeader(input.headers, currentRequestId()) }),
  startUpdateWithStart: (input, next) =>
    next({
      ...input,
      workflowStartHeaders: withRequestIdHeader(input.workflowStartHeaders, currentRequestId()),
      updateHeaders: withRequestIdHeader(input.updateHeaders, currentRequestId()),
    }),
  signal: (input, next) => next({ ...input, headers: withRequestIdHeader(input.headers, currentRequestId()) }),
};

/** For workers: an activity runs, and logs, under the request id that its workflow passed on. */
export const requestIdActivityInterceptor: ActivityInterceptorsFactory = () => ({
  inbound: {
    execute: (input, next) => {
      const id = readRequestIdHeader(input.headers);
      return id === undefined ? next(input) : withRequestId(id, () => next(input));
    },
  },
});
