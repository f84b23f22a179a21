import { testPersonOf } from '../../domain/sandbox/test-people.js';
import type { Store } from '../../store/database.js';

export type TestPersonFound = NonNullable<ReturnType<typeof testPersonOf>>;

/** Who of the accounts is a test person. Made in a sandbox only: without it, activities know nothing of any. */
export interface TestPeople {
  of(accountId: string): Promise<TestPersonFound | undefined>;
}

/** @returns undefined in live. */
export function testPeopleOf(
  environment: 'sandbox' | 'live',
  { accounts }: Pick<Store, 'accounts'>,
): TestPeople | undefined {
  if (environment !== 'sandbox') return undefined;
  return {
    async of(accountId) {
      const account = await accounts.byId(accountId);
      return account ? testPersonOf(accounts.contacts(account).email) : undefined;
    },
  };
}
