import { attemptsPerCapture } from '../../domain/check-results.js';
import { checks } from './activities.js';
import type { CaseProgress } from './case-progress.js';

/** The check of a photographed document. */
export async function takeDocument(on: CaseProgress, form: string, shown: () => void): Promise<void> {
  on.state.attempts.document += 1;
  await on.show('document-checking');
  shown();
  const attempt = on.state.attempts.document;
  const result = await checks.checkDocument({ ...on.ids, form, attempt, now: Date.now() });
  if (result.verdict === 'retake' && attempt < attemptsPerCapture) {
    return on.show('document', { reasons: result.reasons });
  }
  if (result.verdict !== 'good') on.refer(result, 'document_attempts');
  await on.show('face-consent');
}
