import type { ErrorRequestHandler, Response } from 'express';
import { SuretyError, TooManyRequests, Unavailable } from '../../platform/errors.js';
import type { Logger } from '../../platform/log/log.js';
import { isOutage } from '../../platform/outage.js';
import { type ProblemCode, problemTable } from './problem-table.js';

export interface Problem {
  status: number;
  /** Stable: programs decide by it. */
  code: string;
  /** Plain English, without personal data. */
  title: string;
  /** What is wrong with which field of the request. */
  errors?: { field: string; code: string }[];
}

/** Answers with a problem (RFC 9457), and leaves its code for those who note what came of a request. */
export function sendProblem(res: Response, { status, code, title, errors }: Problem): void {
  res.locals.problem = code;
  res.status(status).type('application/problem+json').set('Cache-Control', 'no-store');
  res.send(JSON.stringify({ type: `urn:surety:problem:${code}`, title, status, code, ...(errors ? { errors } : {}) }));
}

/** What Express's own reading of a request can find wrong with it. */
const readingProblems: Readonly<Record<string, ProblemCode>> = {
  'entity.too.large': 'body_too_large',
  'entity.parse.failed': 'json_not_valid',
  'charset.unsupported': 'media_type_not_supported',
  'encoding.unsupported': 'media_type_not_supported',
  'request.aborted': 'request_aborted',
  'request.size.invalid': 'request_aborted',
};

/** A problem of the table. */
export function knownProblem(code: ProblemCode): Problem {
  const [status, title] = problemTable[code];
  return { status, code, title };
}

/** The problem that an error is, for programs. Unknown errors say nothing of themselves. */
export function problemOf(error: unknown): Problem {
  if (error instanceof SuretyError) return { status: error.status, code: error.code, title: error.publicMessage };
  if (isOutage(error)) return knownProblem('unavailable');
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  const known = type === undefined ? undefined : readingProblems[type];
  return knownProblem(known ?? (status === 400 ? 'bad_request' : 'internal'));
}

/** Last of an API: every error becomes a problem; those of ours are logged. */
export function problems(log: Logger): ErrorRequestHandler {
  return (error, _req, res, next) => {
    // Of a handler that found its request answered in its place (answer-in-time.ts).
    if (res.writableEnded) return;
    const problem = problemOf(error);
    if (problem.status >= 500) log.error({ err: error }, 'request failed');
    if (res.headersSent) return next(error);
    if (error instanceof TooManyRequests || error instanceof Unavailable) {
      res.set('Retry-After', String(error.retryAfterSeconds));
    } else if (problem.status === 503) res.set('Retry-After', '5');
    sendProblem(res, problem);
  };
}
