import { z } from 'zod';
import type { AuditPlace, AuditSought } from '../../../store/audit/audit-search.js';
import { momentField } from '../moment-field.js';
import { staffReason } from '../staff-reason.js';

/** An id or a code: what is typed is part of the audit, and so may not be anything else. */
const code = z
  .string()
  .trim()
  .regex(/^[\w.:-]{0,100}$/, 'format')
  .transform((text) => text || undefined)
  .optional();

/** The last entry shown, as the button for more gives it: `<milliseconds> <id>`. */
const place = z
  .string()
  .optional()
  .transform((text): AuditPlace | undefined => {
    const [, ms, id] = /^(\d{1,15}) (.{1,200})$/.exec(text ?? '') ?? [];
    return ms && id ? { at: new Date(Number(ms)), id } : undefined;
  });

/** What is looked for, in what form it is given, and why. */
export const auditForm = z
  .object({
    from: momentField.refine((at) => at !== undefined, 'missing'),
    to: momentField,
    what: code,
    actor: code,
    account: code,
    case: code,
    reason: staffReason,
    do: z.enum(['show', 'csv', 'ndjson']).optional().catch('show'),
    after: place,
  })
  .transform(({ from, to, what, actor, account, case: caseId, ...rest }) => {
    const sought: AuditSought = { from: from as Date, to, action: what, actorId: actor, accountId: account, caseId };
    return { sought, ...rest };
  })
  .refine(({ sought: { from, to } }) => !to || from < to, { error: 'order', path: ['to'] });

export const auditFields = ['from', 'to', 'what', 'actor', 'account', 'case', 'reason'];
