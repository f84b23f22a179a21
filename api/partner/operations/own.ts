import type { Journey } from '../../../store/journey/journey.js';
import { PartnerProblem } from '../../http/problem-table.js';
import type { Context } from '../operation.js';

/** The partner's own verification, as it stands now. @throws PartnerProblem also for another partner's, which is not told apart. */
export async function ownVerification(id: string, { store, partner, now }: Context): Promise<Journey> {
  const journey = await store.standings.current(id, now);
  if (!journey?.standing || journey.partnerId !== partner._id) throw new PartnerProblem('not_found');
  return journey;
}
