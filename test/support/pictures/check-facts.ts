import type { CheckInput } from '../../../activities/checks/check-input.js';
import type { ReadDocument } from '../../../activities/checks/known-document.js';
import { factsOfPass } from '../../../domain/gpg45/attestation.js';
import { explain } from '../../../domain/gpg45/explain.js';
import type { CheckResult } from '../../../domain/verification/check-results.js';
import type { Store } from '../../../store/database.js';
import { attested } from '../people/attested.js';

const passport: ReadDocument = {
  kind: 'passport',
  fields: {
    issuer: 'GBR',
    documentNumber: '123456789',
    surname: 'LINDQVIST',
    givenNames: 'ROSA',
    birthDate: '1984-02-29',
    sex: 'F',
    expiryDate: '2036-01-01',
    namesMayBeCut: false,
  },
  accepted: true,
};

/** Leaves sealed what a check leaves that came to this result, where the test's own check left nothing. */
export async function leaveFact(
  store: Store,
  slot: 'document-reading' | 'face-result',
  { caseId, attempt, now }: CheckInput,
  { verdict, reasons }: CheckResult,
): Promise<void> {
  if (verdict === 'retake') return;
  const fact = slot === 'document-reading' ? passport : { source: 'live', verdict, reasons, version: 'test' };
  await store.evidence.putFact(caseId, slot, attempt, fact, new Date(now));
}

/** Leaves sealed what weighing a case leaves that a checker let pass. */
export async function leaveDecision(store: Store, caseId: string): Promise<void> {
  const now = new Date();
  const explanation = explain(factsOfPass(attested, false, []), now.toISOString().slice(0, 10));
  await store.evidence.putFact(caseId, 'decision', 1, explanation, now);
}
