import { endingOf } from '../../domain/person/ending-of.js';
import { maskedEmail } from '../../domain/person/masked-email.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { Store } from '../../store/database.js';

/** How an account is shown to whoever sits at the screen: enough to know one's own by. `ending`: the mobile number's last three digits. */
export function shownAccount(
  { accounts }: Pick<Store, 'accounts'>,
  account: Account,
): { email: string; ending: string | undefined } {
  const { email, mobile } = accounts.contacts(account);
  return { email: maskedEmail(email), ending: endingOf(mobile) };
}
