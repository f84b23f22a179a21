import type { Account } from '../../store/accounts/accounts.js';
import type { HandOff } from '../../store/journey/hand-offs.js';
import type { UiDeps } from '../deps.js';
import type { Limits } from '../http/limits.js';
import type { Language } from '../words/languages.js';
import { sendMessage } from '../workflows/message-delivery.js';

/** The address that a phone opens: the only place where the secret is written out. */
export function linkOf({ url, store }: Pick<UiDeps, 'url' | 'store'>, { _id }: HandOff): string {
  return `${url}/hand-off/start/${_id}.${store.handOffs.secretOf(_id)}`;
}

/** Sends the link to the account's own confirmed address or number; once by each way. @throws TooManyRequests */
export async function sendLink(
  deps: UiDeps,
  limits: Limits,
  {
    account,
    handOff,
    channel,
    language,
  }: { account: Account; handOff: HandOff; channel: 'email' | 'sms'; language: Language },
): Promise<void> {
  await limits.code(account._id);
  const { email, mobile } = deps.store.accounts.contacts(account);
  const key = `hand-off-${handOff._id}-${channel}`;
  const to = channel === 'email' ? email : mobile;
  if (!to) return;
  const params = { url: linkOf(deps, handOff) };
  const { expiresAt } = handOff;
  const what = { template: 'hand-off', about: account._id, params };
  await deps.store.messages.putMessage({ key, channel, to, ...what, language, expiresAt });
  await sendMessage(deps.temporal, { key });
}
