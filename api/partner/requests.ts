import type { Request } from 'express';
import { z } from 'zod';
import { SuretyError } from '../../platform/errors.js';
import { isReference } from '../provider/request-rules.js';

const reference = z.string().refine(isReference);

/** What a partner sends to begin a verification. */
export const creation = z.strictObject({
  reference,
  level: z.enum(['P5', 'P9']),
  return_address: z.string().max(2_000),
  language: z.enum(['en', 'cy']).default('en'),
});

/** What a partner sends to find its verifications: in a body, since a reference is personal and addresses end up in logs. */
export const search = z.strictObject({
  reference,
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

/** A request whose fields are wrong: which ones, by stable codes. */
export class FieldProblems extends SuretyError {
  constructor(readonly fields: { field: string; code: string }[]) {
    super('fields_not_valid', 400, 'Some fields of the request are missing or not valid.');
  }
}

/** Reads a JSON body. @throws SuretyError `media_type_not_supported`, FieldProblems */
export function bodyOf<T extends z.ZodType>(req: Request, schema: T): z.infer<T> {
  if (!req.is('application/json')) {
    throw new SuretyError('media_type_not_supported', 415, 'Send the body as application/json.');
  }
  const parsed = schema.safeParse(req.body, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new FieldProblems(parsed.error.issues.flatMap(problemsOf));
}

function problemsOf(issue: z.core.$ZodIssue): { field: string; code: string }[] {
  if (issue.code === 'unrecognized_keys') return [{ field: 'body', code: 'unknown_fields' }];
  const field = issue.path.join('.') || 'body';
  return [{ field, code: issue.input === undefined && issue.code === 'invalid_type' ? 'missing' : 'not_valid' }];
}
