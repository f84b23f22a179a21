import { z } from 'zod';
import { allDeclineReasons, type DeclineReason } from './decline-reasons.js';

/** Ticked boxes of one name arrive as nothing, one text or a list; what is no reason of ours is dropped. */
const ticked = z
  .union([z.string(), z.array(z.string()).max(60)])
  .optional()
  .transform((given): DeclineReason[] => {
    const all = new Set([given ?? []].flat());
    return allDeclineReasons.filter((reason) => all.has(reason));
  });

/** A decision as the form gives it: to decline takes a reason, to pass takes none. Messages are error codes. */
export const decisionForm = z
  .object({ outcome: z.enum(['pass', 'decline'], { error: 'missing' }), reasons: ticked })
  .check(({ value, issues }) => {
    const wrong = value.outcome === 'decline' ? value.reasons.length === 0 : value.reasons.length > 0;
    if (!wrong) return;
    const message = value.outcome === 'decline' ? 'missing' : 'with_pass';
    issues.push({ code: 'custom', path: ['reasons'], message, input: value.reasons });
  });
