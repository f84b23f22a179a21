import { z } from 'zod';
import { nameProblem } from '../../../domain/partners/registered-name.js';

/** What people read on Surety's pages, as it was typed but for blanks around it and blanks in a row. */
export const serviceName = z
  .string({ error: 'name_missing' })
  .transform((text) => text.trim().replace(/\s+/g, ' '))
  .superRefine((text, context) => {
    const problem = nameProblem(text);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

export const newServiceForm = z.object({ name: serviceName });
