import { z } from 'zod';
import { termsVersion } from '../../../domain/journey/next-step.js';

/** The version agreed to is the one that was on the page; one changed meanwhile is shown again. */
export const termsForm = z.object({ terms: z.literal(termsVersion, { error: 'missing' }) });
