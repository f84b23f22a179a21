import { randomBytes } from 'node:crypto';

let next: string | undefined;

/** Where ids of traces and spans come from: they are random, but for a span whose id was given away before it begins. */
export const traceIds = {
  generateTraceId: (): string => randomBytes(16).toString('hex'),
  generateSpanId: (): string => next ?? randomBytes(8).toString('hex'),
};

/** The span that `start` begins, at once, gets this id. */
export function withSpanId<T>(id: string, start: () => T): T {
  next = id;
  try {
    return start();
  } finally {
    next = undefined;
  }
}
