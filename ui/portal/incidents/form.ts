import { z } from 'zod';
import type { Step } from '../../../domain/journey/steps.js';

/** Where something may be odd: the steps that partners hear of from their people. */
export const reportedSteps = [
  'email',
  'password',
  'sms-code',
  'email-code',
  'create-account',
  'details',
  'document',
  'face',
  'in-review',
  'consent',
  'return',
] as const satisfies readonly Step[];

export const reportForm = z.object({
  step: z.enum(['unknown', ...reportedSteps], { error: 'missing' }),
  text: z.string({ error: 'missing' }).trim().min(1, 'missing').max(2_000, 'too_long'),
});
