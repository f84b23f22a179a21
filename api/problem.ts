import type { ErrorRequestHandler, Response } from 'express';
import { SuretyError, TooManyRequests, Unavailable } from '../platform/errors.js';
import type { Logger } from '../platform/log.js';
import { isOutage } from '../platform/outage.js';

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
const readingProblems: Readonly<Record<string, Problem>> = {
  'entity.too.large': { status: 413, code: 'body_too_large', title: 'The body of the request is too large.' },
  'entity.parse.failed': { status: 400, code: 'json_not_valid', title: 'The body of the request is not valid JSON.' },
  'charset.unsupported': { status: 415, code: 'media_type_not_supported', title: 'Send JSON in UTF-8.' },
  'encoding.unsupported': { status: 415, code: 'media_type_not_supported', title: 'Send JSON without compression.' },
  'request.aborted': { status: 400, code: 'request_aborted', title: 'The request ended early.' },
  'request.size.invalid': { status: 400, code: 'request_aborted', title: 'The request ended early.' },
};

/** The problem that an error is, for programs. Unknown errors say nothing of themselves. */
export function problemOf(error: unknown): Problem {
  if (error instanceof SuretyError) return { status: error.status, code: error.code, title: error.publicMessage };
  if (isOutage(error))
    return { status: 503, code: 'unavailable', title: 'The service is busy. Try again in a moment.' };
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  const known = type === undefined ? undefined : readingProblems[type];
  if (known) return known;
  if (status === 400) return { status: 400, code: 'bad_request', title: 'The request cannot be understood.' };
  return { status: 500, code: 'internal', title: 'Something went wrong.' };
}

/** Last of an API: every error becomes a problem; those of ours are logged. */
export function problems(log: Logger): ErrorRequestHandler {
  return (error, _req, res, next) => {
    const problem = problemOf(error);
    if (problem.status >= 500) log.error({ err: error }, 'request failed');
    if (res.headersSent) return next(error);
    if (error instanceof TooManyRequests || error instanceof Unavailable) {
      res.set('Retry-After', String(error.retryAfterSeconds));
    } else if (problem.status === 503) res.set('Retry-After', '5');
    sendProblem(res, problem);
  };
}
