import { z } from 'zod';

/**
 * A field for a phone number as people type it, UK unless it begins with + or 00.
 * @param read what was typed, with + for 00, as E.164; undefined where it is no number of the wanted kind
 */
export const phoneNumber = (read: (typed: string) => string | undefined) =>
  z
    .string({ error: 'missing' })
    .trim()
    .min(1, 'missing')
    .max(30, 'format')
    .transform((typed, context) => {
      const number = read(typed.replace(/^00/, '+'));
      if (number) return number;
      context.addIssue({ code: 'custom', message: 'format' });
      return z.NEVER;
    });
