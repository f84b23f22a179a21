import { AsyncLocalStorage } from 'node:async_hooks';
import { randomId } from '../random-id.js';

const requestIds = new AsyncLocalStorage<string>();
const ACCEPTABLE = /^[\w-]{8,64}$/;

/** Runs `work`, and all that it awaits, under one request id: each log line written meanwhile carries it. */
export function withRequestId<T>(id: string, work: () => T): T {
  return requestIds.run(id, work);
}

/** The request id that the running code works for, or undefined outside any request. */
export function currentRequestId(): string | undefined {
  return requestIds.getStore();
}

/** An id for a new request: the one its sender gave where that is harmless (8–64 of A–Z a–z 0–9 _ -), else a fresh one. */
export function requestIdFrom(given: unknown): string {
  return typeof given === 'string' && ACCEPTABLE.test(given) ? given : randomId();
}
