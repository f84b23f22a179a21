import { z } from 'zod';
import { reasons } from '../../domain/journey/reasons.js';
import { verificationStates } from '../../domain/partners/verification-status.js';

/** 22 letters, digits, - or _: sixteen random bytes. */
export const id = z
  .string()
  .regex(/^[\w-]{22}$/)
  .meta({ examples: ['TeGug9cmO9SYk5ABtdWATA'] });

/** Times of answers, RFC 3339 in UTC. */
export const time = z.iso.datetime().meta({ examples: ['2026-11-22T19:04:55.066Z'] });

export const idParams = z.strictObject({ id });

export const limit = z.int().min(1).max(100).default(20).meta({ description: 'How many at most.' });

export const cursor = z.string().min(1).max(200).optional().meta({ description: '`next` of the page before.' });

/** The query of a list: texts, as an address has them. */
export const page = z.strictObject({
  limit: z
    .string()
    .regex(/^([1-9]|[1-9]\d|100)$/)
    .default('20')
    .transform(Number)
    .meta({ description: 'How many at most: 1 to 100.' }),
  cursor,
});

/** No control characters: Unicode's class Cc, written so that every program that reads the description knows it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is they that are refused.
const noControls = /^[^\u0000-\u001f\u007f-\u009f]+$/;

export const reference = z
  .string()
  .min(1)
  .max(255)
  .regex(noControls)
  .meta({ description: 'Your own reference. Kept sealed: it counts as personal.', examples: ['patient-4711'] });

/** A list's page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.array(item),
    next: z.string().optional().meta({ description: 'The `cursor` of the next page; absent on the last one.' }),
  });

const level = z.enum(['P5', 'P9']);

export const verification = z
  .object({
    id,
    state: z.enum(verificationStates),
    reasons: z.array(z.enum(reasons)).meta({ description: 'Why something more is asked for, or why it ended.' }),
    sequence: z.int().min(1).meta({ description: 'Counts the changes: of two answers the higher one is the newer.' }),
    level: z.enum(['P0', 'P5', 'P9']).meta({ description: 'The level asked for.' }),
    reference: reference.optional(),
    return_address: z.string().optional(),
    created_at: time,
    started_at: time.optional(),
    updated_at: time.meta({ description: 'When `sequence` changed last.' }),
    expires_at: time.optional().meta({ description: 'While it is not over: when it ends if nothing happens.' }),
    redacted_at: time.optional(),
  })
  .meta({ id: 'Verification' });

const url = z.url().meta({ description: 'For that person only: works once, until the button on its page is pressed.' });

export const createdVerification = verification.extend({ url }).meta({ id: 'CreatedVerification' });

export const freshUrl = z.object({ id, url, expires_at: time }).meta({ id: 'FreshUrl' });

/** What a partner sends to begin a verification. */
export const creation = z
  .strictObject({
    reference,
    level,
    return_address: z
      .string()
      .max(2_000)
      .meta({
        description: 'One of your registered return addresses.',
        examples: ['https://portal.example/verified'],
      }),
    language: z.enum(['en', 'cy']).default('en'),
  })
  .meta({ id: 'NewVerification' });

/** What a partner sends to find its verifications: in a body, since a reference is personal and addresses end up in logs. */
export const search = z.strictObject({ reference, limit, cursor }).meta({ id: 'Search' });
