import express, { type Request, type RequestHandler } from 'express';
import type { z } from 'zod';
import type { FieldErrors } from '../../domain/journey/field-errors.js';
import { SuretyError } from '../../platform/errors.js';

/** What a form said: its values, or what is wrong with it, field by field. */
export type Read<Values> = { values: Values; errors?: undefined } | { values?: undefined; errors: FieldErrors };

const urlencoded = express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 60 });

/** Reads a posted form into `req.body`: text fields only, at most 20 kB. Anything that is no form is refused. */
export const formBody: RequestHandler = (req, res, next) => {
  if (!req.is('application/x-www-form-urlencoded')) {
    req.resume();
    next(new SuretyError('not_a_form', 415, 'This address takes forms only.'));
    return;
  }
  urlencoded(req, res, (error?: unknown) => {
    const tooLarge = (error as { status?: number } | undefined)?.status === 413;
    if (error) req.resume();
    next(tooLarge ? new SuretyError('form_too_large', 413, 'That was more than this form takes.') : error);
  });
};

const errorCode = /^[a-z][\w-]*$/;

/**
 * Reads the fields by a schema whose messages are error codes; of several things wrong with a field the first is told.
 *
 * @throws SuretyError `not_our_form` where the schema has no code for what is wrong, which no page of ours can send.
 */
export function readForm<Schema extends z.ZodType>(schema: Schema, body: unknown): Read<z.infer<Schema>> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return { values: parsed.data };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    if (!errorCode.test(issue.message)) {
      throw new SuretyError('not_our_form', 400, 'This form was not sent from our own page. Go back and try again.');
    }
    errors[field] ??= issue.message;
  }
  return { errors };
}

/** What was typed into the named fields, to be shown again. */
export function typed(body: unknown, fields: readonly string[]): Record<string, string> {
  const given = (body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    fields.map((field) => [field, typeof given[field] === 'string' ? String(given[field]) : '']),
  );
}

/** The id that the form was given when it was shown, by which sending it twice is once; undefined where it is none of ours. */
export function formNonce(req: Request): string | undefined {
  const nonce: unknown = req.body?.nonce;
  return typeof nonce === 'string' && /^[\w-]{22}$/.test(nonce) ? nonce : undefined;
}

/** What a form that came too late brought, to be kept for who typed it: nothing that was left empty, or is longer than anybody types. */
export function typedTooLate(req: Request, fields: readonly string[]): Record<string, string> | undefined {
  if (req.method !== 'POST') return undefined;
  const given = Object.entries(typed(req.body, fields)).filter(([, value]) => value !== '' && value.length <= 254);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}

/** The button pressed: the value of `action`, or `continue`. */
export function actionOf(req: Request): string {
  const action: unknown = req.body?.action;
  return typeof action === 'string' && action ? action : 'continue';
}

/** What a table has under a name that came with a form; nothing under those that every object has (`constructor`). */
export const named = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
