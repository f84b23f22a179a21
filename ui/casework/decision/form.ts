import { z } from 'zod';
import { attestedComparisons, attestedDocuments } from '../../../domain/gpg45/attestation.js';
import { allDeclineReasons, type DeclineReason } from './decline-reasons.js';

/** Ticked boxes of one name arrive as nothing, one text or a list; what is no reason of ours is dropped. */
const ticked = z
  .union([z.string(), z.array(z.string()).max(60)])
  .optional()
  .transform((given): DeclineReason[] => {
    const all = new Set([given ?? []].flat());
    return allDeclineReasons.filter((reason) => all.has(reason));
  });

/** What a pass rests on; any of it may be missing where the case is declined. */
const attested = {
  document: z.enum(attestedDocuments).optional().catch(undefined),
  comparison: z.enum(attestedComparisons).optional().catch(undefined),
  record: z
    .literal('yes')
    .optional()
    .catch(undefined)
    .transform((ticked) => ticked === 'yes'),
};

/**
 * A decision as the form gives it: to decline takes a reason; to pass takes none, but which document was seen and how the person was
 * compared with it. Messages are error codes.
 */
export const decisionForm = z
  .object({ outcome: z.enum(['pass', 'decline'], { error: 'missing' }), reasons: ticked, ...attested })
  .check(({ value, issues }) => {
    if (value.outcome === 'pass') {
      for (const field of ['document', 'comparison'] as const) {
        if (!value[field]) issues.push({ code: 'custom', path: [field], message: 'missing', input: value[field] });
      }
    }
    const wrong = value.outcome === 'decline' ? value.reasons.length === 0 : value.reasons.length > 0;
    if (!wrong) return;
    const message = value.outcome === 'decline' ? 'missing' : 'with_pass';
    issues.push({ code: 'custom', path: ['reasons'], message, input: value.reasons });
  });
