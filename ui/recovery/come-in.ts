import { provable } from '../../domain/levels/vectors.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { UiDeps } from '../deps.js';
import type { Answer } from '../http/pages.js';
import type { SignInContext } from '../sign-in/context.js';
import { complete } from '../sign-in/finish.js';
import { comeInByRecovery } from '../workflows/recovery.js';
import { heldRecovery } from './holder.js';

/**
 * After the password, in the browser that recovered the account: the recovery stands in for the second factor, as a recovery code does. All
 * other ways are taken away before anybody comes in by it.
 *
 * @returns undefined where this browser has none that opens this account now
 */
export async function comeIn(
  deps: UiDeps,
  context: SignInContext,
  account: Account,
): Promise<{ answer: Answer } | undefined> {
  const { store, temporal, provider } = deps;
  const held = await heldRecovery(deps, context.req);
  if (held?.accountId !== account._id || !store.recoveries.opens(held, new Date())) return undefined;
  if (provable(context.interaction.vectors, ['pwd', 'recovery']).length === 0) return undefined;
  // Marked as used, it may have been killed before the other ways were gone: the account names it until they are.
  const unfinished = held.step === 'ready' || account.recovering === held._id;
  if (unfinished && !(await comeInByRecovery(temporal, held._id))) return undefined;
  provider.tellPartners();
  return { answer: await complete(deps, context, { account, methods: ['pwd', 'recovery'] }) };
}
