import { z } from 'zod';

/** A 6-digit security code, however people space it. */
export const codeForm = z.object({
  code: z
    .string({ error: 'missing' })
    .transform((typed) => typed.replace(/[\s-]/g, ''))
    .pipe(
      z
        .string()
        .min(1, 'missing')
        .regex(/^\d{6}$/, 'format'),
    ),
});
