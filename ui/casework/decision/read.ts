import { mostAsks } from '../../../domain/casework/asking-again.js';
import { type Explanation, isTraced } from '../../../domain/gpg45/explain.js';
import type { Review, ReviewDecision } from '../../../store/casework/review.js';
import type { Store } from '../../../store/database.js';
import { readForm } from '../../http/form.js';
import { decisionForm } from './form.js';
import { attestationOf } from './pass.js';

/** What a checker decides, without who and when. */
export type Decided = Omit<ReviewDecision, 'checkerId' | 'at'>;

/** The form's decision where it can be made, else what is wrong with it. */
export async function readDecision(store: Store, review: Review, body: unknown) {
  const { values, errors } = readForm(decisionForm, body);
  if (errors) return { errors };
  const { outcome, reasons, document, ask } = values;
  const seen = document ? { document } : {};
  if (outcome === 'decline') return { decided: { outcome, reasons, ...seen } satisfies Decided, errors: {} };
  if (outcome === 'ask') {
    if (!ask || (await asksOf(store, review)) >= mostAsks) return { errors: { outcome: 'asked_enough' } };
    if (ask === 'details' && isTraced(await explained(store, review))) return { errors: { ask: 'details_settled' } };
    return { decided: { outcome, reasons, ask, ...(ask === 'document' ? seen : {}) } satisfies Decided, errors: {} };
  }
  const pass = await attestationOf(store, review, values, new Date().toISOString().slice(0, 10));
  if ('errors' in pass) return { errors: pass.errors };
  return { decided: { outcome, reasons: ['review_passed'], attested: pass.attested } satisfies Decided, errors: {} };
}

const explained = ({ evidence }: Pick<Store, 'evidence'>, { caseId }: Review) =>
  evidence.fact<Explanation>(caseId, 'decision');

/** How often the person was asked for one more thing in this case. */
async function asksOf({ reviews }: Pick<Store, 'reviews'>, { accountId, caseId }: Review): Promise<number> {
  const earlier = await reviews.ofAccount(accountId, 50);
  return earlier.filter((one) => one.caseId === caseId && one.decision?.outcome === 'ask').length;
}
