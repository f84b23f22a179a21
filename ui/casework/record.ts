import type { AuditEntry } from '../../store/audit/audit.js';
import type { Review } from '../../store/casework/review.js';
import type { Store } from '../../store/database.js';

/** Writes what a checker looks at or does into the audit, before it happens: what cannot be recorded is not shown or done. */
export function record(
  store: Pick<Store, 'audit'>,
  checkerId: string,
  action: string,
  review: Pick<Review, '_id' | 'caseId' | 'accountId'>,
  details?: AuditEntry['details'],
): Promise<void> {
  const { _id: reviewId, caseId, accountId } = review;
  const actor = { kind: 'checker', id: checkerId } as const;
  return store.audit.append({
    at: new Date(),
    actor,
    action,
    accountId,
    caseId,
    reviewId,
    ...(details ? { details } : {}),
  });
}
