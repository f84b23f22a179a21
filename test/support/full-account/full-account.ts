import { randomId } from '../../../platform/random-id.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { Store } from '../../../store/database.js';
import { fillChecks } from './checks.js';
import { fillServices } from './services.js';
import { fillSignIn } from './sign-in.js';
import { fillWork } from './work.js';

/** Somebody of whom every collection holds something, and by what they can be told from others. */
export type FullAccount = {
  id: string;
  number: number;
  now: Date;
  email: string;
  registrationId: string;
  nhsNumber: string;
  caseId: string;
  reviewId: string;
  journeyId: string;
  sessionUid: string;
  partnerId: string;
  delegationId: string;
  dependantId: string;
};

let people = 0;

/** Makes an account, and lets everything happen to it that leaves something in the store: by the store's own operations. */
export async function fullAccount(store: Store): Promise<FullAccount> {
  const at = ++people;
  const now = new Date();
  const whose: FullAccount = {
    ...{
      id: randomId(),
      number: at,
      now,
      email: `full${at}@example.org`,
      registrationId: randomId(),
      nhsNumber: `99901231${40 + at}`,
    },
    ...{ caseId: randomId(), reviewId: drawn(store), journeyId: randomId(), sessionUid: randomId() },
    ...{ partnerId: `partner-${at}`, delegationId: randomId(), dependantId: '' },
  };
  await fillSignIn(store, whose);
  await fillServices(store, whose);
  await fillChecks(store, whose);
  await fillWork(store, whose);
  return whose;
}

export const accountOf = async (store: Store, { id }: FullAccount): Promise<Account> =>
  (await store.accounts.byId(id)) as Account;

/** What of a person can be looked for in a backup: their ids, and the keyed hashes of what they are known by. */
export function tracesOf({ tools: { lookup } }: Store, whose: FullAccount): string[] {
  const { id, registrationId, caseId, sessionUid, email, nhsNumber } = whose;
  const hashes = [
    lookup.lookup('email', email),
    lookup.lookup('email', `new-${email}`),
    lookup.lookup('nhsNumber', nhsNumber),
  ];
  return [id, registrationId, caseId, sessionUid, ...hashes];
}

/** A review that is among those drawn for a second judgement. */
function drawn(store: Store): string {
  for (;;) {
    const id = randomId();
    if (store.assurance.isDrawn(id)) return id;
  }
}
