import type { Request } from 'express';
import type { z } from 'zod';
import { SuretyError } from '../../platform/errors.js';
import { PartnerProblem, problemTable } from '../http/problem-table.js';
import type { AnyOperation } from './operation.js';

/** A request whose fields are wrong: which ones, by stable codes. */
export class FieldProblems extends SuretyError {
  constructor(readonly fields: { field: string; code: string }[]) {
    super('fields_not_valid', ...problemTable.fields_not_valid);
  }
}

/**
 * What a request asks, by the operation's own schemas. An id that cannot be one is of nothing.
 * @throws PartnerProblem, FieldProblems
 */
export function asked({ params, query, body }: AnyOperation, req: Request) {
  const named = params?.safeParse(req.params);
  if (named && !named.success) throw new PartnerProblem('not_found');
  return {
    params: named?.data,
    query: query ? checked(query, { ...req.query }) : undefined,
    body: body ? checked(body, jsonOf(req)) : undefined,
  };
}

function jsonOf(req: Request): unknown {
  if (!req.is('application/json')) throw new PartnerProblem('media_type_not_supported');
  return req.body;
}

function checked<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  // One for each field, whatever else is wrong with it.
  const found = new Map(parsed.error.issues.map(problemOf).map((problem) => [problem.field, problem]));
  throw new FieldProblems([...found.values()]);
}

function problemOf(issue: z.core.$ZodIssue): { field: string; code: string } {
  if (issue.code === 'unrecognized_keys') return { field: 'body', code: 'unknown_fields' };
  const field = issue.path.join('.') || 'body';
  return { field, code: issue.input === undefined && issue.code === 'invalid_type' ? 'missing' : 'not_valid' };
}
