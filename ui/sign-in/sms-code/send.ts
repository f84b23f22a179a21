import { oneTimeCodes } from '../../../domain/clock.js';
import type { Account } from '../../../store/accounts.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import { sendMessage } from '../../http/submit.js';
import { newChallenge } from '../../sandbox/fixed-codes.js';
import type { SignInContext } from '../context.js';

/** The first factor was right: sends a code to the account's mobile and waits for it within this sign-in. */
export async function awaitCode(deps: UiDeps, limits: Limits, context: SignInContext, account: Account): Promise<void> {
  // First: a challenge may be guessed at, whether its code was sent or not.
  await limits.code(account._id);
  const challengeId = newChallenge(deps, account);
  await deps.store.signIns.passwordRight(context.interaction.uid, account._id, challengeId, lifetime());
  await sendMessage(deps.temporal, { accountId: account._id, challengeId, language: frameOf(context.res).language });
}

/** Sends a further code in place of the last. @returns false when no further one may be sent. */
export async function resendCode(
  deps: UiDeps,
  limits: Limits,
  context: SignInContext,
  account: Account,
): Promise<boolean> {
  await limits.code(account._id);
  const challengeId = newChallenge(deps, account);
  const { uid } = context.interaction;
  if (!(await deps.store.signIns.resend(uid, challengeId, lifetime(), oneTimeCodes.resends))) return false;
  await sendMessage(deps.temporal, { accountId: account._id, challengeId, language: frameOf(context.res).language });
  return true;
}

const lifetime = () => new Date(Date.now() + oneTimeCodes.lifetime);
