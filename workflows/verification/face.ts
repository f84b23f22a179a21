import { attemptsPerCapture } from '../../domain/verification/check-results.js';
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
  if (on.findings.byTemplate) return proveAnew(on);
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
  const { byTemplate } = on.findings;
  const against = byTemplate ? ({ against: 'template' } as const) : {};
  const face = await checks.checkFace({ ...on.ids, form, attempt, ...against, now: Date.now() });
  on.noteSignals(face.signals);
  if (byTemplate && face.verdict !== 'retake') return face.verdict === 'good' ? faceProves(on) : proveAnew(on);
  if (face.verdict !== 'retake') return decideCase(on, face);
  on.findings.failed.face += 1;
  const { reasons } = face;
  const triesLeft = attemptsPerCapture - on.findings.failed.face;
  const over = triesLeft <= 0 || reasons.includes('face_limit_reached');
  if (over && byTemplate) return proveAnew(on);
  if (over) return showAttemptsUsed(on, 'face-attempts', reasons);
  await on.show('face', { reasons, triesLeft });
}

/** What there is of the face goes to a person. */
export async function reviewFace(on: CaseProgress): Promise<void> {
  await decideCase(on, { verdict: 'refer', reasons: [...on.state.reasons, 'face_attempts'] });
}

/** The face is that of the account. */
async function faceProves(on: CaseProgress): Promise<void> {
  const { accountEpoch, wanted: level } = on.input;
  const proved = await store.proveOwner({ ...on.ids, level, byFace: true, accountEpoch, now: Date.now() });
  await on.finish(proved === 'raised' ? 'verified' : 'declined', proved === 'raised' ? [] : ['account_changed']);
}

/** A template never refuses: the person proves who they are as anybody without one does. */
async function proveAnew(on: CaseProgress): Promise<void> {
  on.findings = { ...on.findings, byTemplate: false, faceConsent: false, failed: { document: 0, face: 0 } };
  await on.show('details');
}
