import { day } from '../../domain/clock.js';
import type { Reason } from '../../domain/journey/reasons.js';
import { asksForOtherSide, type CheckResult, capturesPerDay } from '../../domain/verification/check-results.js';
import type { Store } from '../../store/database.js';
import type { CheckInput } from './check-input.js';

const exhausted: Readonly<Record<'document' | 'face', Reason>> = {
  document: 'document_limit_reached',
  face: 'face_limit_reached',
};

/**
 * Attempts count per account too, however many cases they are spread over: after `capturesPerDay` that failed in 24 hours there is no
 * further one until the next day, and the person may ask for a review. Being asked for a card's other side is no failure.
 */
export async function limitPerAccount(
  { accounts }: Store,
  capture: 'document' | 'face',
  input: CheckInput,
  result: CheckResult,
): Promise<CheckResult> {
  if (result.verdict !== 'retake' || asksForOtherSide(result)) return result;
  const attempt = `${input.caseId}-${input.attempt}`;
  const attempts = await accounts.countAttempt(input.accountId, attempt, capture, new Date(input.now), day);
  if (attempts < capturesPerDay) return result;
  return { ...result, reasons: [...result.reasons, exhausted[capture]] };
}
