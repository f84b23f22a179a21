import { z } from 'zod';
import { delegationMonths } from '../../../domain/delegation/delegation.js';
import { delegationKinds } from '../../../domain/delegation/kinds.js';

/** A list of ticked boxes: none, one, or several. */
const ticked = z.preprocess((value) => [value ?? []].flat(), z.array(z.string().max(100)).max(100));

/** Who ticks nothing has not said what it is for. @param partners client ids that can be chosen @param most months at most */
export const scopeForm = (partners: readonly string[], most: number = Number.POSITIVE_INFINITY) =>
  z.object({
    partners: ticked
      .transform((list) => partners.filter((one) => list.includes(one)))
      .pipe(z.array(z.string()).min(1, 'missing')),
    kinds: ticked
      .transform((list) => delegationKinds.filter((one) => list.includes(one)))
      .pipe(z.array(z.enum(delegationKinds)).min(1, 'missing')),
    months: z.coerce
      .number({ error: 'missing' })
      .refine((months) => months <= most && delegationMonths.some((one) => one === months), 'missing'),
  });

/** What the boxes of a form have ticked, to be shown again. */
export const tickedOf = (body: unknown, field: string): string[] =>
  [((body ?? {}) as Record<string, unknown>)[field] ?? []].flat().map(String);
