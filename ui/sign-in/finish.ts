import { deviceName } from '../../domain/accounts/device-name.js';
import { termsVersion } from '../../domain/journey/next-step.js';
import type { SignInMethod } from '../../domain/levels/authenticators.js';
import { ownClient } from '../../domain/partners/own-client.js';
import { counter } from '../../platform/metrics/metrics.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { SpentCode } from '../../store/accounts/sign-ins.js';
import { stopClosing } from '../account/close/stop.js';
import { tellingOfWays } from '../account/ways/tell.js';
import type { UiDeps } from '../deps.js';
import type { Answer } from '../http/pages.js';
import { startedHere } from '../journey/start/binding.js';
import { stopRecovery } from '../recovery/stop.js';
import { blocked } from './blocked.js';
import type { SignInContext } from './context.js';
import { makeKnown } from './device-cookie.js';
import { isAskedAbout } from './journey.js';
import { stepUpOf } from './step-up.js';

const signedIn = counter('surety_sign_ins_total', 'Sign-ins whose every factor was proved, by the last of them', [
  'factor',
]);

/** Someone who has proved all that was asked of them. */
export interface Proof {
  account: Account;
  methods: readonly SignInMethod[];
  /** The code that is spent with the answer. */
  spends?: SpentCode;
  /** They asked for this browser to be remembered. */
  remember?: boolean;
}

type Begun = Pick<SignInContext, 'req' | 'res' | 'interaction'>;

/**
 * Ends a sign-in whose every factor is proved: answers the provider, and makes the journey the person's own that began in this very
 * request, or for which they sign in where its partner-made address was used. The browser is known to the account from then on.
 *
 * @returns false, with nothing sent, where nothing waits for it any more, or what it spends cannot be spent.
 */
export async function finishSignIn(deps: UiDeps, { req, res, interaction }: Begun, proof: Proof): Promise<boolean> {
  const { store, provider } = deps;
  const { account, methods, spends, remember } = proof;
  const { _id: accountId } = account;
  const { uid, signIn, partnerId, journeyId: named } = interaction;
  if ((stepUpOf(interaction) ?? accountId) !== accountId) return false;
  const asked = isAskedAbout(interaction) ? await store.journeys.byInteraction(uid) : null;
  const begunHere = asked?._id ?? (partnerId === ownClient ? undefined : signIn.journeyId);
  const journeyId = named ?? begunHere ?? signIn.journeyId;
  const device = makeKnown(deps, req, res, accountId);
  if (!(await provider.finishLogin(req, res, { accountId, methods, journeyId, spends }))) return false;
  signedIn.inc({ factor: methods.at(-1) ?? 'none' });
  if (remember) {
    const name = deviceName(req.get('user-agent')) ?? 'Browser';
    const keep = () => store.signInWays.remember(device, account, name, new Date());
    await tellingOfWays(deps, account, 'device-remembered', keep);
  }
  await stopWhatGoesOn(deps, accountId);
  const theirs = begunHere ?? (named && startedHere(deps, { _id: named }, req) ? named : undefined);
  if (theirs) await store.journeys.claim(theirs, accountId, new Date());
  return true;
}

/**
 * What follows when the last factor is proved: the sign-in ends; or, where the account is blocked, they are told so; or they agree to new
 * terms first, with the proof kept until then.
 *
 * @param over what follows where what it spends cannot be spent: another right answer has won, or it came too late
 */
export async function complete(
  deps: UiDeps,
  context: SignInContext,
  proof: Proof,
  over: () => Answer | Promise<Answer> = () => ({ to: context.base }),
): Promise<Answer> {
  const { store } = deps;
  const { base, interaction } = context;
  const { account, methods, spends } = proof;
  if (account.blocked) return blocked(context.res);
  if (account.termsVersion === termsVersion) return (await finishSignIn(deps, context, proof)) ? undefined : over();
  const proved = { accountId: account._id, methods: [...methods] };
  if (spends && !(await store.signIns.spendCode(interaction.uid, spends, { proved }))) return over();
  if (!spends) await store.signIns.setProved(interaction.uid, proved);
  return { to: `${base}/terms-changed` };
}

/** Whoever signs in to an account that is being closed, or that somebody else is recovering, has another mind. */
async function stopWhatGoesOn(deps: UiDeps, accountId: string): Promise<void> {
  const account = await deps.store.accounts.byId(accountId);
  if (account?.closing) await stopClosing(deps, account.closing.id);
  if (account?.recovering) await stopRecovery(deps, account.recovering);
}
