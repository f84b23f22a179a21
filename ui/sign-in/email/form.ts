import { z } from 'zod';
import { normaliseEmail } from '../../../domain/person/email.js';

/** One `@`, a name, and a domain with a dot: whether the address exists is for the code we send to tell. */
const shape = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

export const emailForm = z.object({
  email: z
    .string({ error: 'missing' })
    .transform(normaliseEmail)
    .pipe(z.string().min(1, 'missing').max(254, 'format').regex(shape, 'format')),
});
