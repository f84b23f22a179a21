import { z } from 'zod';
import { referenceNumber } from '../../../domain/casework/reference-number.js';
import { searchReasons } from '../../../domain/casework/search-reasons.js';
import { normaliseEmail } from '../../../domain/person/email.js';

/** Whom to look for, and why. */
export const searchForm = z.object({
  who: z
    .string({ error: 'missing' })
    .trim()
    .min(1, 'missing')
    .max(254, 'format')
    .transform((typed) => (typed.includes('@') ? { email: normaliseEmail(typed) } : { id: typed })),
  reason: z.enum(searchReasons, { error: 'missing' }),
  reference: z
    .string()
    .trim()
    .optional()
    .transform((typed, { addIssue }) => {
      if (!typed) return undefined;
      const number = referenceNumber(typed);
      if (!number) addIssue('format');
      return number;
    }),
});
