import type { Reason } from '../../domain/journey/reasons.js';
import type { CaseProgress } from './case-progress.js';
import { openReview } from './decision.js';
import type { Decision } from './messages.js';

/** A checker asks for one more thing: the person sends just that, by the same checks and limits as before, within the same time. */
export async function askForMore(on: CaseProgress, { reviewId, ask, reasons }: Decision): Promise<void> {
  const piece = ask ?? 'document';
  on.findings.asked = { piece, reasons: on.state.reasons };
  on.waiting = { since: Date.now(), reminded: 0 };
  if (piece === 'details') {
    const form = on.findings.detailsForm;
    await on.show('details', { reasons, ...(form ? { form } : {}) });
    return on.tell('more-needed', reviewId);
  }
  on.findings.failed[piece] = 0;
  const consents = piece === 'face' && !on.findings.faceConsent;
  await on.show(consents ? 'face-consent' : piece, { reasons });
  await on.tell('more-needed', reviewId);
}

/** Details that were asked for match an NHS record now: that they did not is no reason any more. */
export function reviewFound(on: CaseProgress): Promise<void> {
  const others = (reasons: readonly Reason[]) => reasons.filter((reason) => !reason.startsWith('details_'));
  const { asked, referrals } = on.findings;
  on.findings.referrals = others(referrals);
  if (asked) on.findings.asked = { ...asked, reasons: others(asked.reasons) };
  return reviewAgain(on, []);
}

/** What was asked for has come: a checker decides, whatever the machine makes of it. */
export async function reviewAgain(on: CaseProgress, more: readonly Reason[]): Promise<void> {
  const { asked, referrals } = on.findings;
  on.findings.asked = undefined;
  await openReview(on, [...new Set([...(asked?.reasons ?? []), ...referrals, ...more])]);
}
