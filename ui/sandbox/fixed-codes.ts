import { fixedChallenge } from '../../domain/sandbox/fixed-codes.js';
import { isTestMobile } from '../../domain/sandbox/test-identity.js';
import { testPersonOf } from '../../domain/sandbox/test-people.js';
import { randomId } from '../../platform/random-id.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { RegistrationInput } from '../../workflows/registration/messages.js';
import type { UiDeps } from '../deps.js';

/** What a sandbox tells a registration of its person; undefined in live. */
export function sandboxRegistration(
  { environment }: Pick<UiDeps, 'environment'>,
  email: string | undefined,
): RegistrationInput['sandbox'] {
  if (environment !== 'sandbox') return undefined;
  return { fixedCodes: testPersonOf(email ?? '') !== undefined };
}

/** Whether an address or a number is a test person's, in a sandbox: the code that proves it is the fixed one. */
export function isTestContact({ environment }: Pick<UiDeps, 'environment'>, contact: string): boolean {
  return environment === 'sandbox' && (isTestMobile(contact) || testPersonOf(contact) !== undefined);
}

/** Whether the codes of an account are the fixed one, wherever they go. */
export function hasFixedCodes(
  { environment, store }: Pick<UiDeps, 'environment' | 'store'>,
  account: Account,
): boolean {
  return environment === 'sandbox' && testPersonOf(store.accounts.contacts(account).email) !== undefined;
}

/** The id of a new challenge for an account: its code is the fixed one for a test person, in a sandbox. */
export function newChallenge(deps: Pick<UiDeps, 'environment' | 'store'>, account: Account): string {
  const id = randomId();
  return hasFixedCodes(deps, account) ? fixedChallenge(id) : id;
}
