import type { UiDeps } from '../deps.js';
import type { Page } from '../http/pages.js';
import type { JourneyContext } from '../journey/context.js';
import { standing } from './standing.js';

/**
 * A page of the owner's own, beside a phone: while a phone is connected, the guides lead to the page that follows it; and pictures
 * that are sent from here end the hand-off.
 */
export function besidePhone(deps: UiDeps, page: Page<JourneyContext>): Page<JourneyContext> {
  const { handOffs } = deps.store;
  const { submit } = page;
  if (page.upload && submit) {
    return {
      ...page,
      async submit(context) {
        if (context.case) await handOffs.endOfCase(context.case.id, new Date());
        return submit(context);
      },
    };
  }
  return {
    ...page,
    show: async (context) =>
      (await phoneIsFollowed(deps, context)) ? { to: `${context.base}/phone` } : page.show(context),
  };
}

/** Whether a phone is connected that takes the pictures for this browser. */
export async function phoneIsFollowed(
  deps: UiDeps,
  { req, res, journey, case: state }: JourneyContext,
): Promise<boolean> {
  const handOff = state && (await deps.store.handOffs.ofCase(state.id));
  // Another browser of the owner's has pages of its own, and may take the pictures itself.
  const ours =
    handOff?.journeyId === journey._id && (await deps.provider.session(req, res))?.uid === handOff.sessionUid;
  return ours && (await standing(deps, handOff)) === 'connected';
}
