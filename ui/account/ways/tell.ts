import { randomId } from '../../../platform/random-id.js';
import type { Account } from '../../../store/accounts.js';
import type { UiDeps } from '../../deps.js';
import { sendMessage } from '../../http/submit.js';

/** What changed in how an account is entered: the template of the message about it, and its name in the audit. */
export type WaysChange =
  | 'passkey-added'
  | 'app-added'
  | 'sms-added'
  | 'way-removed'
  | 'way-renamed'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'device-remembered'
  | 'device-approved'
  | 'passkey-copied';

/**
 * Records a change of how an account is entered and tells all its contacts: whoever holds the account learns of it even where one of
 * them is in the wrong hands.
 */
export async function tellOfWays(
  { store, temporal, url }: Pick<UiDeps, 'store' | 'temporal' | 'url'>,
  account: Account,
  change: WaysChange,
): Promise<void> {
  const { _id: accountId } = account;
  const now = new Date();
  const actor = { kind: 'person', id: accountId } as const;
  await store.audit.append({ at: now, actor, action: `sign-in.${change}`, accountId });
  const notice = { key: `${change}-${randomId()}`, template: change, params: { url: `${url}/account/ways` } };
  for (const key of await store.notices.put(account, notice, now)) await sendMessage(temporal, { key, kind: 'notice' });
}
