import type { Attestation } from '../../domain/gpg45/attestation.js';
import type { Store } from '../../store/database.js';
import type { Decision } from '../../workflows/verification/messages.js';
import type { TestPersonFound } from './test-people.js';

/** As many checkers as one case may take. */
const mostCheckers = 3;

/** What a pass rests on: enough for P9, whether PDS knew the test person or not. */
const attested: Attestation = { document: 'biometric-passport', comparison: 'met', record: true };

/**
 * Decides the referral of a test person as its caseworkers would, by the same operations.
 * @returns undefined where it is not for the sandbox to decide, or a caseworker has it on the desk.
 */
export async function answerReview(
  { reviews }: Pick<Store, 'reviews'>,
  { forced: { review } }: TestPersonFound,
  reviewId: string,
  now: Date,
): Promise<Decision | undefined> {
  if (!review) return undefined;
  const { outcome, reasons } = review;
  for (let number = 1; number <= mostCheckers; number++) {
    // One for each review: a checker has one case on the desk at a time.
    const checkerId = `sandbox-${number}-${reviewId}`;
    const claimed = await reviews.claim(reviewId, { checkerId, senior: true }, now);
    if (typeof claimed === 'object') {
      const pass = outcome === 'pass' ? { attested } : {};
      await reviews.decide(reviewId, { outcome, reasons: [...reasons], checkerId, at: now, ...pass }, true);
    }
    const decided = (await reviews.byId(reviewId))?.decision;
    if (!decided) continue;
    await reviews.markDelivered(reviewId, now);
    return {
      reviewId,
      outcome: decided.outcome,
      reasons: decided.reasons,
      ...(decided.attested ? { attested: decided.attested } : {}),
    };
  }
  return undefined;
}
