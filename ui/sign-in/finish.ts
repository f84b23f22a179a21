import type { SpentCode } from '../../store/sign-ins.js';
import type { UiDeps } from '../deps.js';
import { ownClient } from '../http/partner-frame.js';
import { startedHere } from '../journey/start/binding.js';
import type { SignInContext } from './context.js';
import { isAskedAbout } from './journey.js';
import { stepUpOf } from './step-up.js';

/**
 * Ends a sign-in whose every factor is proved: answers the provider, and makes the journey the person's own that began in this very
 * request, or for which they sign in where its partner-made address was used.
 * @param code the one-time code that is spent with the answer.
 * @returns false, with nothing sent, where nothing waits for it any more, or the code cannot be spent.
 */
export async function finishSignIn(
  deps: UiDeps,
  { req, res, interaction }: Pick<SignInContext, 'req' | 'res' | 'interaction'>,
  accountId: string,
  code?: SpentCode,
): Promise<boolean> {
  const { store, provider } = deps;
  const { uid, signIn, partnerId, journeyId: named } = interaction;
  if ((stepUpOf(interaction) ?? accountId) !== accountId) return false;
  const asked = isAskedAbout(interaction) ? await store.journeys.byInteraction(uid) : null;
  const begunHere = asked?._id ?? (partnerId === ownClient ? undefined : signIn.journeyId);
  const journeyId = named ?? begunHere ?? signIn.journeyId;
  const login = { accountId, methods: ['pwd', 'sms'] as const, journeyId, ...(code ? { code } : {}) };
  if (!(await provider.finishLogin(req, res, login))) return false;
  const theirs = begunHere ?? (named && startedHere(deps, { _id: named }, req) ? named : undefined);
  if (theirs) await store.journeys.claim(theirs, accountId, new Date());
  return true;
}
