import { attemptsPerCapture, type CheckResult } from '../../domain/check-results.js';
import { checks, store } from './activities.js';
import type { CaseProgress } from './case-progress.js';
import { decideCase, openReview } from './decision.js';

/** Face data are used only with consent; without it a person decides by the document. */
export async function takeFaceConsent(on: CaseProgress, form: string): Promise<void> {
  const { consented } = await store.recordFaceConsent({ ...on.ids, form, now: Date.now() });
  if (consented) return on.show('face');
  on.findings.referrals = [...on.findings.referrals, 'face_consent_refused'];
  await openReview(on, on.findings.referrals);
}

/** The check of a face scan, the last one before the decision. */
export async function takeFace(on: CaseProgress, form: string, shown: () => void): Promise<void> {
  on.state.attempts.face += 1;
  await on.show('face-checking');
  shown();
  const attempt = on.state.attempts.face;
  const face = await checks.checkFace({ ...on.ids, form, attempt, now: Date.now() });
  const over = face.verdict === 'retake' && attempt >= attemptsPerCapture;
  if (over) on.refer(face, 'face_attempts');
  const lastTry: CheckResult = over ? { ...face, verdict: 'refer' } : face;
  await decideCase(on, lastTry);
}
