import type { OwnedWays, SecondWay } from '../../domain/accounts/sign-in-ways.js';
import { offeredWays } from '../../domain/accounts/sign-in-ways.js';
import { type SecondStep, steps } from '../../domain/journey/steps.js';
import { provable } from '../../domain/levels/vectors.js';
import type { Account } from '../../store/accounts/accounts.js';
import { ownedWays, type Ways } from '../../store/accounts/sign-in-ways.js';
import type { UiDeps } from '../deps.js';
import type { Limits } from '../http/limits.js';
import type { Answer } from '../http/pages.js';
import { comeIn } from '../recovery/come-in.js';
import type { SignInContext } from './context.js';
import { knownDevice } from './device-cookie.js';
import { complete } from './finish.js';
import { awaitCode } from './sms-code/send.js';
import { stepUpOf } from './step-up.js';

/** The step of each second way. */
export const stepOf: Readonly<Record<SecondWay, SecondStep>> = {
  app: 'app-code',
  sms: 'sms-code',
  voice: 'voice-code',
  letter: 'letter',
  passkey: 'passkey',
  recovery: 'recovery-code',
};

/** Whose second proof is awaited, what they may prove it by, and whether this browser may be remembered afterwards. */
export interface SecondContext {
  account: Account;
  ways: Ways;
  offered: SecondWay[];
  device: string | undefined;
  mayRemember: boolean;
}

/** Whether this sign-in waits for a second proof. */
export const awaitsSecond = ({ signIn, step }: SignInContext): boolean =>
  signIn.accountId !== undefined && signIn.proved === undefined && Object.values(stepOf).some((one) => one === step);

/** Reads what a page of a second way needs; undefined where the account is gone. */
export async function secondOf(deps: UiDeps, context: SignInContext): Promise<SecondContext | undefined> {
  const { store } = deps;
  const { req, interaction, signIn } = context;
  const known = await store.arrivals.withWays(signIn.accountId ?? '', new Date());
  if (!known) return undefined;
  const { account, ways } = known;
  const offered = offeredWays(reachable(deps, ways), interaction.vectors);
  const device = knownDevice(deps, req, account._id);
  return { account, ways, offered, device, mayRemember: mayUseDevice(context) };
}

/**
 * The password was right, or replaced by whoever has the email: a remembered browser is the second proof where the request takes one; else
 * the first of the ways that do is awaited, and a code sent where it is a phone.
 */
export async function awaitSecond(
  deps: UiDeps,
  limits: Limits,
  context: SignInContext,
  account: Account,
): Promise<Answer> {
  const { store } = deps;
  const { req, interaction, base } = context;
  const ways = await store.signInWays.of(account, new Date());
  const device = knownDevice(deps, req, account._id);
  if (device && mayUseDevice(context) && ways.devices.some(({ id }) => id === device)) {
    await store.signInWays.deviceUsed(device, new Date());
    return complete(deps, context, { account, methods: ['pwd', 'device'] });
  }
  const recovered = await comeIn(deps, context, account);
  if (recovered) return recovered.answer;
  const [first] = offeredWays(reachable(deps, ways), interaction.vectors);
  if (!first) {
    // Recovered, and no way set up since: another device lets them in, or they recover it again.
    await store.signIns.passwordRight(interaction.uid, account._id, 'recovery-code');
    return { to: `${base}/recover` };
  }
  if (first === 'sms' || first === 'voice') await awaitCode(deps, limits, context, account, first);
  else await store.signIns.passwordRight(interaction.uid, account._id, stepOf[first]);
  return { to: `${base}/${steps[stepOf[first]].page}` };
}

/** The ways that an account has, but for those that the operator has not set up (any more). */
function reachable({ channels }: Pick<UiDeps, 'channels'>, ways: Ways): OwnedWays {
  const owned = ownedWays(ways);
  return {
    ...owned,
    voice: owned.voice && channels?.voice === true,
    letter: owned.letter && channels?.letter === true,
  };
}

/** Not where the person is to prove anew who they are, nor where it would not do. */
function mayUseDevice({ interaction }: SignInContext): boolean {
  const does = provable(interaction.vectors, ['pwd', 'device']).length > 0;
  return does && !interaction.anew && stepUpOf(interaction) === undefined;
}
