import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { z } from 'zod';

/** Ofcom's mobile numbers for drama, which belong to nobody: for those who try the service out. */
const drama = /^\+447700900\d{3}$/;

/** A mobile number as people type it, UK unless it begins with + or 00; read as E.164. */
export const mobileForm = z.object({
  mobile: z
    .string({ error: 'missing' })
    .trim()
    .min(1, 'missing')
    .max(30, 'format')
    .transform((typed, context) => {
      const number = parsePhoneNumberFromString(typed.replace(/^00/, '+'), 'GB');
      if (number && (number.isValid() || drama.test(number.number))) return number.number as string;
      context.addIssue({ code: 'custom', message: 'format' });
      return z.NEVER;
    }),
});
