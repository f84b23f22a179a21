import { day } from '../../domain/clock.js';
import type { Reason } from '../../domain/journey/reasons.js';
import { waysOffered } from '../../domain/verification/after-attempts.js';
import type { CaseProgress } from './case-progress.js';

const dailyLimits: readonly Reason[] = ['document_limit_reached', 'face_limit_reached'];

/** The last attempt failed: asks the person how to go on. After the daily limit another document can be sent a day later. */
export async function showAttemptsUsed(
  on: CaseProgress,
  step: 'document-attempts' | 'face-attempts',
  reasons: Reason[],
): Promise<void> {
  const limited = reasons.some((reason) => dailyLimits.includes(reason));
  await on.show(step, { reasons, ...(limited ? { anotherFrom: Date.now() + day } : {}) });
}

/** After the last attempt at a document or a face: another document, or a person looks at what there is. */
export async function chooseAfterAttempts(
  on: CaseProgress,
  action: string,
  review: (on: CaseProgress) => Promise<void>,
): Promise<void> {
  const { state } = on;
  const way = waysOffered(state, Date.now()).find((offered) => offered === action);
  if (way === 'review') return review(on);
  if (way === 'another') {
    on.findings.failed = { document: 0, face: 0 };
    return on.show('document');
  }
  const { reasons, anotherFrom } = state;
  await on.show(state.step, { reasons, ...(anotherFrom ? { anotherFrom } : {}) });
}
