import { attemptsPerCapture } from '../../domain/check-results.js';
import { checks, store } from './activities.js';
import { showAttemptsUsed } from './after-attempts.js';
import { reviewAgain } from './asking-again.js';
import type { CaseProgress } from './case-progress.js';
import { decideCase, openReview } from './decision.js';

/** Face data are used only with consent; without it a person decides by the document. */
export async function takeFaceConsent(on: CaseProgress, form: string): Promise<void> {
  const { consented } = await store.recordFaceConsent({ ...on.ids, form, now: Date.now() });
  on.findings.faceConsent = consented;
  if (consented) return on.show('face');
  on.refer(['face_consent_refused']);
  if (on.findings.asked) return reviewAgain(on, []);
  await openReview(on, on.findings.referrals);
}

/** The check of a face scan, the last one before the decision. */
export async function takeFace(on: CaseProgress, form: string, shown: () => void): Promise<void> {
  on.state.attempts.face += 1;
  await on.show('face-checking');
  shown();
  await on.takeTime();
  const attempt = on.state.attempts.face;
  const face = await checks.checkFace({ ...on.ids, form, attempt, now: Date.now() });
  on.noteSignals(face.signals);
  if (face.verdict !== 'retake') return decideCase(on, face);
  on.findings.failed.face += 1;
  const { reasons } = face;
  const triesLeft = attemptsPerCapture - on.findings.failed.face;
  if (triesLeft <= 0 || reasons.includes('face_limit_reached')) return showAttemptsUsed(on, 'face-attempts', reasons);
  await on.show('face', { reasons, triesLeft });
}

/** What there is of the face goes to a person. */
export async function reviewFace(on: CaseProgress): Promise<void> {
  await decideCase(on, { verdict: 'refer', reasons: [...on.state.reasons, 'face_attempts'] });
}
