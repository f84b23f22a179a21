import type { accountContacts } from '../accounts/account-contacts.js';
import type { Account } from '../accounts/accounts.js';
import type { MessageParams } from './message.js';
import type { messages } from './messages.js';

/** A message about an account. `key` tells it from all others. */
export type Notice = { key: string; template: string; params: MessageParams; unattended?: true };

/**
 * Messages about an account, to everywhere its person is known to be reached, in the language of the account: a change that only its
 * maker hears of is how accounts are taken.
 */
export function notices(
  contacts: Pick<ReturnType<typeof accountContacts>, 'known'>,
  { putMessage }: Pick<ReturnType<typeof messages>, 'putMessage'>,
) {
  return {
    /**
     * Puts one message for each contact: an email where it has one, else a text message. Repeating it changes nothing.
     * @param except a contact that gets a message of its own @returns the keys of the messages, to be sent
     */
    async put(account: Account, { key, ...notice }: Notice, now: Date, except?: string): Promise<string[]> {
      const told = contacts.known(account, now).filter(({ to }) => to !== except);
      const put = told.map(async (contact, index) => {
        const own = `${key}-${index}-${contact.channel}`;
        await putMessage({ key: own, ...contact, ...notice, about: account._id, language: account.language }, now);
        return own;
      });
      return Promise.all(put);
    },
  };
}
