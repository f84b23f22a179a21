import { z } from 'zod';
import { ukMoment } from '../words/uk-moment.js';

/** A field of UK wall time; undefined where nothing was typed. Its message is an error code. */
export const momentField = z
  .string()
  .trim()
  .transform((text, context) => {
    const at = text === '' ? undefined : ukMoment(text);
    if (text !== '' && !at) context.issues.push({ code: 'custom', message: 'format', input: text });
    return at;
  })
  .optional();
