import { z } from 'zod';
import { referenceNumber } from '../../domain/casework/reference-number.js';

/** The field of the incident under which staff change something: it must be given, in its usual form. */
export const incidentNumber = z
  .string({ error: 'missing' })
  .trim()
  .min(1, 'missing')
  .transform((text, { addIssue }) => {
    const number = referenceNumber(text);
    if (!number) addIssue('format');
    return number ?? z.NEVER;
  });
