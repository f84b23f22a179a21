import type { Reason } from '../../domain/reasons.js';
import type { CaseProgress } from './case-progress.js';
import { openReview } from './decision.js';
import type { Decision } from './messages.js';

/** A checker asks for one more thing: the person sends just that, by the same checks and limits as before, within the same time. */
export async function askAgain(on: CaseProgress, { reviewId, ask, reasons }: Decision): Promise<void> {
  const piece = ask ?? 'document';
  on.findings.asked = { piece, reasons: on.state.reasons };
  on.findings.failed[piece] = 0;
  on.waiting = { since: Date.now(), reminded: 0 };
  const consents = piece === 'face' && !on.findings.faceConsent;
  await on.show(consents ? 'face-consent' : piece, { reasons });
  await on.tell('more-needed', reviewId);
}

/** What was asked for has come: a checker decides, whatever the machine makes of it. */
export async function reviewAgain(on: CaseProgress, more: readonly Reason[]): Promise<void> {
  const { asked, referrals } = on.findings;
  on.findings.asked = undefined;
  await openReview(on, [...new Set([...(asked?.reasons ?? []), ...referrals, ...more])]);
}
