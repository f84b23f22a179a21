import { z } from 'zod';

/** What a person calls a way to sign in. */
export const nameForm = z.object({
  name: z
    .string({ error: 'missing' })
    .transform((typed) => typed.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, 'missing')
        .max(50, 'long')
        .regex(/^[^\p{C}]*$/u, 'format'),
    ),
});
