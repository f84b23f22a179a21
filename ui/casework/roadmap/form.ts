import { z } from 'zod';
import { roadmapStates } from '../../../domain/partners/roadmap.js';

/** Something on the roadmap as the form gives it. Messages are error codes. */
export const roadmapForm = z.object({
  title: z.string({ error: 'missing' }).trim().min(1, 'missing').max(150, 'too_long'),
  text: z.string({ error: 'missing' }).trim().min(1, 'missing').max(10_000, 'too_long'),
  state: z.enum(roadmapStates, { error: 'missing' }),
});

/** Its fields, to be shown again as they were typed. */
export const roadmapFields = ['title', 'text', 'state'];
