import { z } from 'zod';

/** What people read on Surety's pages: 1 to 100 visible characters. */
export const serviceName = z
  .string({ error: 'missing' })
  .transform((text) => text.trim().replace(/\s+/g, ' '))
  .pipe(
    z
      .string()
      .min(1, 'missing')
      .max(100, 'too_long')
      .refine((text) => !/[\p{Cc}\p{Cf}<>]/u.test(text), 'characters'),
  );

export const newServiceForm = z.object({ name: serviceName });
