import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { SuretyError, TooManyRequests, Unavailable } from '../../platform/errors.js';
import type { Logger } from '../../platform/log/log.js';
import { isOutage } from '../../platform/outage.js';
import { frameOf, pathOf } from './frame.js';
import { renderPage } from './render.js';

/** Pages for when something is in the way; each names what to do next, and the way back to the partner where that is known. */
export type Problem =
  | 'not-found'
  | 'not-yours'
  | 'blocked'
  | 'expired'
  | 'form'
  | 'too-many'
  | 'too-large'
  | 'unavailable'
  | 'maintenance'
  | 'fault';

const statuses: Record<Problem, number> = {
  'not-found': 404,
  'not-yours': 403,
  blocked: 403,
  expired: 410,
  form: 403,
  'too-many': 429,
  'too-large': 413,
  unavailable: 503,
  maintenance: 503,
  fault: 500,
};

/** Answers with one of the problem pages. `again` is where trying again begins; `repost` is the form to try again with. */
export function renderProblem(
  res: Response,
  problem: Problem,
  more: { minutes?: number; until?: string; again?: string; status?: number; repost?: Repost | undefined } = {},
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
    if (error instanceof SuretyError) res.locals.problem = error.code;
    const again = req.method === 'POST' ? String(res.locals.again ?? '') : pathOf(req);
    if (error instanceof TooManyRequests) {
      res.set('Retry-After', String(error.retryAfterSeconds));
      renderProblem(res, 'too-many', { minutes: Math.ceil(error.retryAfterSeconds / 60), again });
      return;
    }
    const problem = problemOf(error);
    if (problem === 'fault' || problem === 'unavailable') log.error({ err: error }, 'a page failed');
    if (error instanceof Unavailable) res.set('Retry-After', String(error.retryAfterSeconds));
    const status = error instanceof SuretyError ? error.status : statuses[problem];
    const repost = problem === 'unavailable' && res.locals.formChecked ? repostOf(req) : undefined;
    renderProblem(res, problem, { again, status, ...(repost ? { repost } : {}) });
  };
}

/** A form as it was sent, for a button that sends it again. */
interface Repost {
  action: string;
  fields: readonly (readonly [name: string, value: string])[];
}

/** What was typed is not lost: the page itself holds it, sends the same form again, and so changes nothing twice. Never a password. */
export function repostOf(req: Request): Repost | undefined {
  const fields = Object.entries((req.body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, String(one)] as const),
  );
  return fields.some(([name]) => /password/i.test(name)) ? undefined : { action: req.originalUrl, fields };
}

function problemOf(error: unknown): Problem {
  if (isOutage(error)) return 'unavailable';
  if (!(error instanceof SuretyError)) return (error as { status?: number })?.status === 400 ? 'form' : 'fault';
  if (error.status === 404) return 'not-found';
  if (error.status === 413) return 'too-large';
  return error.status < 500 ? 'form' : 'fault';
}
