import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { z } from 'zod';

/** A mobile number as people type it, UK unless it begins with + or 00; read as E.164. */
export const mobileForm = z.object({
  mobile: z
    .string({ error: 'missing' })
    .trim()
    .min(1, 'missing')
    .max(30, 'format')
    .transform((typed, context) => {
      const number = parsePhoneNumberFromString(typed.replace(/^00/, '+'), 'GB');
      if (number?.isValid()) return number.number as string;
      context.addIssue({ code: 'custom', message: 'format' });
      return z.NEVER;
    }),
});
