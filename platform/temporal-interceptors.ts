import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { currentRequestId, withRequestId } from './request-id.js';
import { readRequestIdHeader, withRequestIdHeader } from './request-id-header.js';

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

/** For the workflow bundle (`workflowInterceptorModules`): the modules that pass the id, and the place in a trace, on inside workflows. */
export const workflowInterceptorModules: string[] = ['request-id-workflow', 'trace-workflow'].map(
  (name) =>
    [`./${name}.ts`, `./${name}.js`]
      .map((file) => fileURLToPath(new URL(file, import.meta.url)))
      .find((path) => existsSync(path)) ?? '',
);
