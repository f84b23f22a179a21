import { z } from 'zod';
import { wrongReason } from '../../domain/casework/staff-reason.js';

/** The field `reason` of a form of the desk: why it is done, for the audit. Messages are error codes. */
export const staffReason = z
  .string({ error: 'missing' })
  .trim()
  .check(({ value, issues }) => {
    const wrong = wrongReason(value);
    if (wrong) issues.push({ code: 'custom', message: wrong, input: value });
  });
