import { z } from 'zod';
import { operation } from '../operation.js';
import { reasonList } from '../reasons.js';

const list = z
  .object({
    version: z.int(),
    reasons: z.array(
      z.object({
        code: z.string(),
        about: z.string(),
        since: z.int().meta({ description: 'The version of the list that brought it.' }),
        meaning: z.string(),
        advice: z
          .record(z.string(), z.string())
          .optional()
          .meta({ description: 'What the person reads, by language.' }),
      }),
    ),
  })
  .meta({ id: 'ReasonList' });

export const listReasons = operation({
  id: 'listReasons',
  method: 'get',
  path: '/reasons',
  tag: 'Reasons',
  summary: 'All reasons, with what people read',
  answers: { 200: { description: 'The list.', body: list } },
  handle: async () => ({ status: 200, headers: { 'Cache-Control': 'private, max-age=3600' }, body: reasonList() }),
});
