import { z } from 'zod';

/** An answer to a request to go live; whoever turns one down says why. */
export const answerForm = z
  .object({
    action: z.enum(['approve', 'refuse', 'suspend'], { error: 'missing' }),
    request: z.string().max(64).optional().default(''),
    reason: z.string().trim().max(500, 'too_long').optional().default(''),
  })
  .check(({ value, issues }) => {
    if (value.action === 'approve' || value.reason !== '') return;
    issues.push({ code: 'custom', path: ['reason'], message: 'missing', input: value.reason });
  });
