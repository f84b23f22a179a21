import { z } from 'zod';
import { audiences, newsAreas } from '../../../domain/partners/news.js';

const ticked = z
  .union([z.string(), z.array(z.string()).max(20)])
  .optional()
  .transform((given) => newsAreas.filter((area) => [given ?? []].flat().includes(area)))
  .pipe(z.array(z.enum(newsAreas)).min(1, 'missing'));

/** A piece of news as the form gives it. Messages are error codes. */
export const newsForm = z
  .object({
    kind: z.enum(['release', 'change'], { error: 'missing' }),
    title: z.string({ error: 'missing' }).trim().min(1, 'missing').max(150, 'too_long'),
    text: z.string({ error: 'missing' }).trim().min(1, 'missing').max(10_000, 'too_long'),
    date: z.iso.date({ error: 'format' }),
    areas: ticked,
    audience: z.enum(audiences, { error: 'missing' }),
    mustAct: z
      .literal('yes')
      .optional()
      .catch(undefined)
      .transform((given) => given === 'yes'),
    impact: z.string({ error: 'missing' }).trim().min(1, 'missing').max(500, 'too_long'),
    action: z.string().trim().max(500, 'too_long').optional(),
  })
  .transform(({ action, ...rest }) => ({ ...rest, action: rest.mustAct ? action : undefined }))
  .refine(({ mustAct, action }) => !mustAct || action, { error: 'missing', path: ['action'] });
