import {
  asksForOtherSide,
  attemptsPerCapture,
  type CheckResult,
  type OtherSide,
} from '../../domain/verification/check-results.js';
import { checks } from './activities.js';
import { showAttemptsUsed } from './after-attempts.js';
import { reviewAgain } from './asking-again.js';
import type { CaseProgress } from './case-progress.js';

/** The check of a photographed document, or of the side of it that was missing. */
export async function takeDocument(on: CaseProgress, form: string, shown: () => void): Promise<void> {
  const asked = on.state.otherSide;
  on.state.attempts.document += 1;
  await on.show('document-checking');
  shown();
  await on.takeTime();
  const attempt = on.state.attempts.document;
  const result = await checks.checkDocument({ ...on.ids, form, attempt, now: Date.now() });
  on.noteSignals(result.signals);
  if (result.document) on.state.document = result.document;
  if (result.verdict === 'retake') return askAgain(on, result, asked);
  if (result.verdict === 'refer') on.refer(result.reasons);
  await goOnToFace(on);
}

/** Asks for what failed and for nothing else. A side that is asked for the first time is no failed attempt. */
async function askAgain(on: CaseProgress, result: CheckResult, asked: OtherSide | undefined): Promise<void> {
  if (!asked && asksForOtherSide(result)) {
    return on.show('document', { reasons: result.reasons, otherSide: result.otherSide });
  }
  const { reasons, otherSide } = result;
  on.findings.failed.document += 1;
  const triesLeft = attemptsPerCapture - on.findings.failed.document;
  if (triesLeft <= 0 || reasons.includes('document_limit_reached')) {
    return showAttemptsUsed(on, 'document-attempts', reasons);
  }
  await on.show('document', { reasons, triesLeft, ...(otherSide ? { otherSide } : {}) });
}

/** Asked for the other side, the person begins again, maybe with another document: what they sent before was an attempt. */
export async function beginDocumentAgain(on: CaseProgress): Promise<void> {
  const { otherSide } = on.state;
  if (!otherSide) return on.show('document');
  await askAgain(on, { verdict: 'retake', reasons: [] }, otherSide);
}

/** What there is of the document goes to a person, and the face with it. */
export async function reviewDocument(on: CaseProgress): Promise<void> {
  on.refer([...on.state.reasons, 'document_attempts']);
  await goOnToFace(on);
}

/** A person who agreed already is not asked again because of another document. */
async function goOnToFace(on: CaseProgress): Promise<void> {
  if (on.findings.asked?.piece === 'document') return reviewAgain(on, []);
  await on.show(on.findings.faceConsent ? 'face' : 'face-consent');
}
