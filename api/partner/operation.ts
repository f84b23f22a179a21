import type { z } from 'zod';
import type { Store } from '../../store/database.js';
import type { Journey } from '../../store/journey/journey.js';
import type { Partner } from '../../store/partners/partners.js';
import type { ProblemCode } from '../http/problem-table.js';
import type { Quota } from '../limits/rate-limit.js';

/** An answer that is no problem. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What an operation works with, beside what was asked. */
export interface Context {
  partner: Partner;
  store: Store;
  issuer: string;
  now: Date;
  /** The id that a new thing gets: the same when the request is repeated under its idempotency key. */
  newId: string;
  ifNoneMatch?: string | undefined;
  /** In a sandbox only. */
  travel?: Travel | undefined;
}

/** Moves a verification of the partner's own on in time. */
export type Travel = (journey: Journey, through: { id: string; ms: number }) => Promise<'travelled' | 'shared'>;

type Shape = z.ZodObject<z.ZodRawShape>;
type None = z.ZodObject<Record<never, never>>;

/** One thing that the API does: its address, what is asked and what may be answered. Routes and the description are made of it. */
export interface Operation<P extends Shape = None, Q extends Shape = None, B extends z.ZodType = z.ZodUndefined> {
  id: string;
  method: 'get' | 'post' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/verifications/{id}`. */
  path: string;
  tag: 'Verifications' | 'Webhooks' | 'Reasons' | 'Statistics';
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  body?: B;
  /** Takes an Idempotency-Key. */
  idempotent?: boolean;
  /** A narrower quota of its own, spent besides the partner's. */
  quota?: Quota;
  /** Live has no such address. */
  sandboxOnly?: boolean;
  answers: Readonly<Record<number, { description: string; body?: z.ZodType; headers?: readonly AnswerHeader[] }>>;
  /** Besides the common ones and those of what it reads. */
  problems?: readonly ProblemCode[];
  handle(asked: { params: z.infer<P>; query: z.infer<Q>; body: z.infer<B> }, context: Context): Promise<Answer>;
}

export type AnswerHeader = 'ETag' | 'Retry-After' | 'Location';

/** As the table of all operations holds it. */
export type AnyOperation = Omit<Operation, 'params' | 'query' | 'body' | 'handle'> & {
  params?: Shape;
  query?: Shape;
  body?: z.ZodType;
  handle(asked: { params: never; query: never; body: never }, context: Context): Promise<Answer>;
};

/** Says what an operation is; its types follow from its schemas. */
export function operation<P extends Shape = None, Q extends Shape = None, B extends z.ZodType = z.ZodUndefined>(
  one: Operation<P, Q, B>,
): AnyOperation {
  return one as unknown as AnyOperation;
}
