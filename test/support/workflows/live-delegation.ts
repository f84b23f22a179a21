import { day } from '../../../domain/clock.js';
import type { Delegation } from '../../../domain/delegation/delegation.js';
import { randomId } from '../../../platform/random-id.js';
import type { Store } from '../../../store/database.js';

/** A delegation that its workflow has brought to life. */
export async function liveDelegation(store: Store, between: Partial<Delegation>): Promise<string> {
  const id = randomId();
  const now = Date.now();
  const delegation: Delegation = {
    ...{ id, basis: 'consent', actorId: '', step: 'live', months: 12, partners: [], kinds: ['identity'] },
    ...{ endsAt: now + 300 * day, reviewAt: now + 200 * day },
    ...between,
  };
  await store.delegations.open(delegation, {}, randomId(), new Date(now));
  return id;
}
