import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { httpDuration } from '../metrics/metrics.js';
import { requestIdFrom, withRequestId } from '../request-id/request-id.js';
import { traceRequest } from '../tracing/trace-request.js';
import type { Logger } from './log.js';

/**
 * Express middleware, first of all: gives each request an id (a harmless `x-request-id` is kept, and answered), runs
 * the rest under it, and at the end counts and logs method, route pattern, status, milliseconds, and the code of what was wrong
 * (`csrf`, `password:wrong`), which whoever answers leaves in `locals.problem`. Addresses are not logged: a query may hold a code, a path
 * an id.
 */
export function httpLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const id = requestIdFrom(request.headers['x-request-id']);
    const start = process.hrtime.bigint();
    response.setHeader('x-request-id', id);
    const traced: { end?: ReturnType<typeof traceRequest> } = {};
    response.once('close', () =>
      withRequestId(id, () => {
        const { route, status } = record(log, request, response, start);
        traced.end?.(route, status);
      }),
    );
    withRequestId(id, () => {
      traced.end = traceRequest(request, id, next as NextFunction & (() => void));
    });
  };
}

function record(log: Logger, request: Request, response: Response, start: bigint) {
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const route = typeof request.route?.path === 'string' ? request.baseUrl + request.route.path : 'other';
  const status = response.writableFinished ? response.statusCode : 499;
  httpDuration.observe({ method: request.method, route, status: String(status) }, seconds);
  const level = status >= 500 ? 'error' : 'info';
  const problem: unknown = response.locals.problem;
  const wrong = typeof problem === 'string' ? { problem } : {};
  log[level]({ method: request.method, route, status, ms: Math.round(seconds * 1000), ...wrong }, 'request');
  return { route, status };
}
