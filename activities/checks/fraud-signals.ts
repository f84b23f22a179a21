import type { CheckResult } from '../../domain/verification/check-results.js';
import { addSignals, type Signal } from '../../domain/verification/signals.js';
import { velocitySignals } from '../../domain/verification/velocity.js';
import type { Store } from '../../store/database.js';
import type { CheckInput } from './check-input.js';
import { knownDocument, type ReadDocument } from './known-document.js';

/** Adds what lists, other accounts and the case's other evidence say of a document that was just checked. */
export async function withDocumentSignals(store: Store, input: CheckInput, result: CheckResult): Promise<CheckResult> {
  const { caseId, accountId, attempt } = input;
  const document = knownDocument(await store.evidence.fact<ReadDocument>(caseId, 'document-reading', attempt));
  const signals: Signal[] = [...disagreement(result), ...velocitySignals(await store.velocity.accountsAlong(caseId))];
  if (document?.number) {
    if (await store.blockedDocuments.has(document)) signals.push({ code: 'document_blocked', strength: 'strong' });
    // A number that may be misread is not held against anybody else's.
    const shared = document.sure && (await store.documentUses.note(document, accountId, new Date(input.now)));
    if (shared) signals.push({ code: 'document_on_other_account', strength: 'strong' });
  }
  return withSignals(result, signals);
}

/** A check's result with more signals; without any, as it was. */
export function withSignals(result: CheckResult, more: readonly Signal[]): CheckResult {
  const signals = addSignals(result.signals ?? [], more);
  return signals.length > 0 ? { ...result, signals } : result;
}

/** A document with another name and another date of birth is somebody else's; with one of them it may be a change of name or a slip. */
function disagreement({ reasons }: CheckResult): Signal[] {
  const differing = (['document_name_differs', 'document_birth_date_differs'] as const).filter((reason) =>
    reasons.includes(reason),
  );
  if (differing.length === 0) return [];
  return [{ code: 'evidence_disagrees', strength: differing.length === 2 ? 'strong' : 'weak' }];
}
