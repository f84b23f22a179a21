import type { SpentCode } from '../../store/sign-ins.js';
import type { UiDeps } from '../deps.js';
import { ownClient } from '../http/partner-frame.js';
import type { SignInContext } from './context.js';
import { isAskedAbout } from './journey.js';

/**
 * Ends a sign-in whose every factor is proved: answers the provider, and makes a journey that began in this very request the person's own.
 * @param code the one-time code that is spent with the answer.
 * @returns false, with nothing sent, where nothing waits for it any more, or the code cannot be spent.
 */
export async function finishSignIn(
  { store, provider }: UiDeps,
  { req, res, interaction }: Pick<SignInContext, 'req' | 'res' | 'interaction'>,
  accountId: string,
  code?: SpentCode,
): Promise<boolean> {
  const { uid, signIn, partnerId, journeyId: named } = interaction;
  const asked = isAskedAbout(interaction) ? await store.journeys.byInteraction(uid) : null;
  const begunHere = asked?._id ?? (partnerId === ownClient ? undefined : signIn.journeyId);
  const journeyId = named ?? begunHere ?? signIn.journeyId;
  const login = { accountId, methods: ['pwd', 'sms'] as const, journeyId, ...(code ? { code } : {}) };
  if (!(await provider.finishLogin(req, res, login))) return false;
  if (begunHere) await store.journeys.claim(begunHere, accountId, new Date());
  return true;
}
