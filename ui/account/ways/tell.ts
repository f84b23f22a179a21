import { randomId } from '../../../platform/random-id.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { UiDeps } from '../../deps.js';
import { sendMessage } from '../../workflows/message-delivery.js';

/** What changed in how an account is entered: the template of the message about it, and its name in the audit. */
export type WaysChange =
  | 'passkey-added'
  | 'app-added'
  | 'sms-added'
  | 'voice-added'
  | 'letter-added'
  | 'letter-ordered'
  | 'letter-used'
  | 'way-removed'
  | 'way-renamed'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'second-guessed'
  | 'device-remembered'
  | 'device-approved'
  | 'passkey-copied';

/**
 * Changes how an account is entered, records it and tells all its contacts: whoever holds the account learns of it even where one of
 * them is in the wrong hands. The messages lie in the store before the change is made, so that a process killed at any point leaves no
 * change untold; killed in the moment between, it leaves one told that was not made.
 *
 * @param make answers with false or undefined where nothing was changed: then nobody is told.
 */
export async function tellingOfWays<Made>(
  { store, temporal, url, log }: Pick<UiDeps, 'store' | 'temporal' | 'url' | 'log'>,
  account: Account,
  change: WaysChange,
  make: () => Promise<Made>,
): Promise<Made> {
  const { _id: accountId } = account;
  const now = new Date();
  const notice = { key: `${change}-${randomId()}`, template: change, params: { url: `${url}/account/ways` } };
  const keys = await store.notices.put(account, { ...notice, unattended: true }, now);
  // Where this fails it is not known whether the change was made: the messages stay.
  const made = await make();
  if (made === false || made === undefined) {
    await store.messages.withdraw(keys);
    return made;
  }
  const actor = { kind: 'person', id: accountId } as const;
  await store.audit.append({ at: now, actor, action: `sign-in.${change}`, accountId });
  // Those that cannot be sent now are sent later (api/rounds/send-left-notices.ts).
  const sent = keys.map((key) => sendMessage(temporal, { key, kind: 'notice' }));
  await Promise.all(sent).catch((err: unknown) => log.warn({ err }, 'notices wait to be sent'));
  return made;
}
