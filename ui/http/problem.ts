import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { SuretyError, TooManyRequests, Unavailable } from '../../platform/errors.js';
import type { Logger } from '../../platform/log.js';
import { frameOf } from './frame.js';
import { renderPage } from './render.js';

/** Pages for when something is in the way; each names what to do next, and the way back to the partner where that is known. */
export type Problem =
  | 'not-found'
  | 'not-yours'
  | 'expired'
  | 'form'
  | 'too-many'
  | 'too-large'
  | 'unavailable'
  | 'fault';

const statuses: Record<Problem, number> = {
  'not-found': 404,
  'not-yours': 403,
  expired: 410,
  form: 403,
  'too-many': 429,
  'too-large': 413,
  unavailable: 503,
  fault: 500,
};

/** Answers with one of the problem pages. `again` is where trying again begins. */
export function renderProblem(
  res: Response,
  problem: Problem,
  more: { minutes?: number; again?: string; status?: number } = {},
): void {
  renderPage(res, { page: 'problem', status: more.status ?? statuses[problem], model: { problem, ...more } });
}

/** Last in line: nothing answered this address. */
export const notFound: RequestHandler = (_req, res) => renderProblem(res, 'not-found');

/** Turns errors into pages. Expected ones are shown as what they are, others are logged and shown as a fault. */
export function errorPages(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent || !frameOf(res)) {
      next(error);
      return;
    }
    const again = req.method === 'POST' ? String(res.locals.again ?? '') : req.baseUrl + req.path;
    if (error instanceof TooManyRequests) {
      res.set('Retry-After', String(error.retryAfterSeconds));
      renderProblem(res, 'too-many', { minutes: Math.ceil(error.retryAfterSeconds / 60), again });
      return;
    }
    const problem = problemOf(error);
    if (problem === 'fault' || problem === 'unavailable') log.error({ err: error }, 'a page failed');
    if (error instanceof Unavailable) res.set('Retry-After', String(error.retryAfterSeconds));
    const status = error instanceof SuretyError ? error.status : statuses[problem];
    renderProblem(res, problem, { again, status });
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof Unavailable || isOutage(error)) return 'unavailable';
  if (!(error instanceof SuretyError)) return (error as { status?: number })?.status === 400 ? 'form' : 'fault';
  if (error.status === 404) return 'not-found';
  if (error.status === 413) return 'too-large';
  return error.status < 500 ? 'form' : 'fault';
}

/** Whether a call failed because Temporal or the database does not answer: nothing is lost, and trying again is right. */
function isOutage(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return /^(ServiceError|MongoServerSelectionError|MongoNetworkError|MongoNetworkTimeoutError|WorkflowUpdateRPCTimeoutOrCancelledError)$/.test(
    name,
  );
}
