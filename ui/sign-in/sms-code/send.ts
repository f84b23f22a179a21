import { oneTimeCodes } from '../../../domain/accounts/one-time-codes.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import { newChallenge } from '../../sandbox/fixed-codes.js';
import { sendMessage } from '../../workflows/message-delivery.js';
import type { SignInContext } from '../context.js';
import { knownDevice } from '../device-cookie.js';

/** Phones to which a code goes at once. */
export type PhoneWay = 'sms' | 'voice';

/** The first factor was right: sends a code to the account's phone and waits for it within this sign-in. */
export async function awaitCode(
  deps: UiDeps,
  limits: Limits,
  context: SignInContext,
  account: Account,
  way: PhoneWay,
): Promise<void> {
  // First: a challenge may be guessed at, whether its code was sent or not.
  await countCode(deps, limits, context, account);
  const sent = { id: newChallenge(deps, account), expiresAt: lifetime() };
  await deps.store.signIns.passwordRight(context.interaction.uid, account._id, `${way}-code`, sent);
  await sendMessage(deps.temporal, { accountId: account._id, challengeId: sent.id, ...said(context, way) });
}

/** Sends a further code in place of the last, or the first where another way was tried before. @returns false when no further one may be sent. */
export async function resendCode(
  deps: UiDeps,
  limits: Limits,
  context: SignInContext,
  account: Account,
  way: PhoneWay,
): Promise<boolean> {
  await countCode(deps, limits, context, account);
  const challengeId = newChallenge(deps, account);
  const { uid } = context.interaction;
  const { resends } = oneTimeCodes;
  if (!(await deps.store.signIns.resend(uid, challengeId, lifetime(), resends, `${way}-code`))) return false;
  await sendMessage(deps.temporal, { accountId: account._id, challengeId, ...said(context, way) });
  return true;
}

/** Whoever uses up an account's codes, knowing its password, uses up none of those for a browser known to it. */
function countCode(deps: UiDeps, limits: Limits, { req }: SignInContext, { _id }: Account): Promise<void> {
  return limits.code(knownDevice(deps, req, _id) ?? _id);
}

const lifetime = () => new Date(Date.now() + oneTimeCodes.lifetime);
const said = ({ res }: SignInContext, way: PhoneWay) => ({
  language: frameOf(res).language,
  ...(way === 'voice' ? { way } : {}),
});
