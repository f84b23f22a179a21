import type { Review } from '../../../store/casework/review.js';
import type { Store } from '../../../store/database.js';
import type { Language } from '../../words/languages.js';
import { dateTime } from '../../words/times.js';
import { caseEnd } from '../case-end.js';

const most = 20;

/** The account's other cases, newest first, and what the person was asked for once more in this one. */
export async function earlierOf(
  { cases, reviews }: Pick<Store, 'cases' | 'reviews'>,
  review: Review,
  language: Language,
) {
  const [all, asked] = await Promise.all([
    cases.ofAccount(review.accountId, most),
    reviews.ofAccount(review.accountId, most),
  ]);
  return {
    cases: all
      .filter(({ id }) => id !== review.caseId)
      .map(({ step, live, reasons, wanted, updatedAt }) => {
        const end = caseEnd({ live, step });
        return { at: dateTime(new Date(updatedAt), language), end, reasons: end === 'open' ? [] : reasons, wanted };
      }),
    asked: asked.flatMap(({ caseId, decision }) =>
      caseId === review.caseId && decision?.outcome === 'ask'
        ? { at: dateTime(decision.at, language), ask: decision.ask ?? 'document', reasons: decision.reasons }
        : [],
    ),
  };
}
