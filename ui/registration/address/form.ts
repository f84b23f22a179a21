import { z } from 'zod';
import { postcodeLine } from '../../../domain/person/postal-address.js';

const line = z
  .string({ error: 'missing' })
  .transform((typed) => typed.normalize('NFC').replace(/\s+/g, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, 'missing')
      .max(60, 'format')
      .regex(/^[\p{L}\p{M}\p{N} .,'’&()/-]+$/u, 'format'),
  );

/** A postal address in the United Kingdom, as the lines of a letter. */
export const addressForm = z
  .object({
    addressee: line,
    line1: line,
    line2: z.union([z.literal('').transform(() => undefined), line], { error: 'format' }).optional(),
    town: line,
    postcode: z.string({ error: 'missing' }).transform((typed, context) => {
      const written = postcodeLine(typed);
      if (written) return written;
      context.addIssue({ code: 'custom', message: typed.trim() === '' ? 'missing' : 'format' });
      return z.NEVER;
    }),
  })
  .transform(({ addressee, line1, line2, town, postcode }) => ({
    address: [addressee, line1, ...(line2 ? [line2] : []), town, postcode],
  }));
