import { z } from 'zod';

/** The number that the other screen shows. */
export const numberForm = z.object({
  number: z
    .string({ error: 'missing' })
    .trim()
    .min(1, 'missing')
    .regex(/^\d{2}$/, 'format'),
});
