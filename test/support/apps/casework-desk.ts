import { randomId } from '../../../platform/random-id.js';
import type { Review } from '../../../store/casework/review.js';
import { attestedFields } from '../people/attested.js';
import { type CaseworkApp, startCaseworkApp } from './casework-app.js';
import { press } from './casework-form.js';

/** The desk. Set before the first test. */
export let at: CaseworkApp;

export async function openDesk(): Promise<void> {
  at = await startCaseworkApp();
}

export const picture = Buffer.from('/9j/4AAQSkZJRg==', 'base64');
let age = 0;
export const passed: [string, string][] = [['outcome', 'pass'], ...Object.entries(attestedFields)];

/** A case in the queue; each is younger than the one before. @param risk for two checkers */
export async function waiting(risk: Partial<Pick<Review, 'checkers' | 'signals' | 'needs' | 'accountId'>> = {}) {
  const caseId = randomId();
  const reviewId = randomId();
  const now = new Date(Date.now() - 3_600_000 + 1000 * ++age);
  await at.store.reviews.open({
    _id: reviewId,
    caseId,
    accountId: randomId(),
    reasons: ['face_near_threshold'],
    ...risk,
    now,
  });
  const piece = { caseId, slot: 'document', attempt: 1, bytes: picture, mediaType: 'image/jpeg', now } as const;
  return { caseId, reviewId, evidenceId: await at.store.evidence.put(piece) };
}

/** Somebody who has a case before them. */
export async function onDesk(name: string) {
  const checker = await at.signedIn(name);
  const review = await waiting();
  await press(checker.browser, `/casework/reviews/${review.reviewId}/claim`);
  return { ...checker, ...review, address: `/casework/reviews/${review.reviewId}` };
}

export const leaseEnds = (reviewId: string, until: Date) =>
  at.store.tools.db
    .collection<{ _id: string }>('reviews')
    .updateOne({ _id: reviewId }, { $set: { 'lease.until': until } });
export const actions = async (caseId: string) => (await at.store.audit.ofCase(caseId, 100)).map(({ action }) => action);
export const clearQueue = () => at.store.tools.db.collection('reviews').deleteMany({ decision: { $exists: false } });
