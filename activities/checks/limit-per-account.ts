import { type CheckResult, capturesPerDay } from '../../domain/check-results.js';
import { day } from '../../domain/clock.js';
import type { Reason } from '../../domain/reasons.js';
import type { Store } from '../../store/database.js';
import type { CheckInput } from './activities.js';

const exhausted: Readonly<Record<'document' | 'face', Reason>> = {
  document: 'document_attempts',
  face: 'face_attempts',
};

/**
 * Attempts count per account too, however many cases they are spread over: who needs still another try after `capturesPerDay` in 24
 * hours, goes to a person.
 */
export async function limitPerAccount(
  { accounts }: Store,
  capture: 'document' | 'face',
  input: CheckInput,
  result: CheckResult,
): Promise<CheckResult> {
  if (result.verdict !== 'retake') return result;
  const attempt = `${input.caseId}-${input.attempt}`;
  const attempts = await accounts.countAttempt(input.accountId, attempt, capture, new Date(input.now), day);
  if (attempts < capturesPerDay) return result;
  return { verdict: 'refer', reasons: [...result.reasons, exhausted[capture]] };
}
