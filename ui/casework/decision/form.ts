import { z } from 'zod';
import { askedPieces, askReasons } from '../../../domain/casework/asking-again.js';
import {
  allDeclineReasons,
  type DeclineReason,
  documentReasonsOf,
  isOfDocument,
  type SeenDocument,
  seenDocuments,
} from '../../../domain/casework/decline-reasons.js';
import { attestedComparisons } from '../../../domain/gpg45/attestation.js';

/** Ticked boxes of one name arrive as nothing, one text or a list; what is no reason of ours is dropped. */
export const ticked = z
  .union([z.string(), z.array(z.string()).max(60)])
  .optional()
  .transform((given): DeclineReason[] => {
    const all = new Set([given ?? []].flat());
    return allDeclineReasons.filter((reason) => all.has(reason));
  });

const fields = {
  outcome: z.enum(['pass', 'decline', 'ask'], { error: 'missing' }),
  reasons: ticked,
  /** What the person is to send once more. */
  ask: z.enum(askedPieces).optional().catch(undefined),
  document: z
    .enum(seenDocuments as [SeenDocument, ...SeenDocument[]])
    .optional()
    .catch(undefined),
  comparison: z.enum(attestedComparisons).optional().catch(undefined),
  record: z
    .literal('yes')
    .optional()
    .catch(undefined)
    .transform((ticked) => ticked === 'yes'),
};

type Chosen = z.infer<z.ZodObject<typeof fields>>;

/**
 * A decision as the form gives it: to decline takes a reason, and those that speak of the document its kind; to ask for one more thing
 * takes what, and what is wrong with it; to pass takes no reason, but which document was seen and how the person was compared with it.
 * Messages are error codes.
 */
export const decisionForm = z.object(fields).check(({ value, issues }) => {
  for (const [field, message] of Object.entries(wrongWith(value))) {
    issues.push({ code: 'custom', path: [field], message, input: value });
  }
});

function wrongWith(chosen: Chosen): Partial<Record<keyof Chosen, string>> {
  const { outcome, reasons, ask, document, comparison } = chosen;
  if (outcome === 'pass') {
    return {
      ...(document ? {} : { document: 'missing' }),
      ...(comparison ? {} : { comparison: 'missing' }),
      ...(reasons.length > 0 ? { reasons: 'with_pass' } : {}),
    };
  }
  if (outcome === 'ask') {
    if (!ask) return { ask: 'missing' };
    if (reasons.length === 0) return { reasons: 'missing_ask' };
    return reasons.every((reason) => askReasons[ask].includes(reason)) ? {} : { reasons: 'not_of_ask' };
  }
  if (reasons.length === 0) return { reasons: 'missing' };
  const ofDocument = reasons.filter(isOfDocument);
  if (ofDocument.length === 0) return {};
  if (!document) return { document: 'missing_decline' };
  return ofDocument.every((reason) => documentReasonsOf(document).includes(reason)) ? {} : { document: 'not_of_kind' };
}
