import { reviewsTake, testPersonOf } from '../../domain/sandbox/test-people.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { SandboxCase } from '../../workflows/verification/messages.js';
import type { UiDeps } from '../deps.js';

/** What a sandbox tells a case of its person; undefined in live. */
export function sandboxCase(deps: Pick<UiDeps, 'environment' | 'store'>, account: Account): SandboxCase | undefined {
  if (deps.environment !== 'sandbox') return undefined;
  const person = testPersonOf(deps.store.accounts.contacts(account).email);
  if (!person) return {};
  const { checksTake, expires, review } = person.forced;
  return {
    ...(checksTake ? { checksTake } : {}),
    ...(review ? { reviewsTake } : {}),
    ...(expires ? { expires } : {}),
  };
}
