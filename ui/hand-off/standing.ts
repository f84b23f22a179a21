import { type HandOffState, handOffState, isLive } from '../../domain/journey/hand-off.js';
import type { HandOff } from '../../store/journey/hand-offs.js';
import type { UiDeps } from '../deps.js';

/** Where a hand-off stands. It is over, too, once the session that made it has ended. */
export async function standing({ store }: Pick<UiDeps, 'store'>, handOff: HandOff): Promise<HandOffState> {
  const state = handOffState(handOff, new Date());
  if (!isLive(state)) return state;
  return (await store.oidc.sessionLives(handOff.sessionUid, handOff.accountId)) ? state : 'ended';
}
