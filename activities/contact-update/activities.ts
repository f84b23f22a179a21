import type { ContactUpdateState, PdsContactKind } from '../../domain/accounts/contact-update.js';
import type { Account, Contacts } from '../../store/accounts/accounts.js';
import type { PdsContacts } from '../../store/accounts/contact-updates.js';
import type { Store } from '../../store/database.js';
import type { PdsContactClient, PdsUser } from '../pds/contacts.js';

export type ContactUpdateDeps = { store: Store; pdsContacts: PdsContactClient };

type Update = { updateId: string; accountId: string };

/** Compares a person's sign-in contacts with those in PDS, and sends theirs there. Idempotent; arguments hold ids, flags and times only. */
export function createContactUpdateActivities({ store, pdsContacts }: ContactUpdateDeps) {
  return {
    async projectContactUpdate(state: ContactUpdateState): Promise<void> {
      await store.contactUpdates.project(state);
    },

    /** Reads what PDS holds, keeps it for the page, and says only which contacts differ. @returns undefined where PDS tells none */
    async readPdsContacts({
      updateId,
      accountId,
      turn,
    }: Update & { turn: number }): Promise<{ version: string; differs: PdsContactKind[] } | undefined> {
      const known = await userOf(accountId);
      const read = known && (await pdsContacts.read(known.user, `contacts ${updateId} read ${turn}`));
      if (!known || !read || read === 'restricted') return undefined;
      await store.contactUpdates.keep(updateId, read.held);
      return { version: read.version, differs: differing(store.accounts.contacts(known.account), read.held) };
    },

    /** Sends these contacts to PDS. @param version that of the record which the person saw @returns `refused` where they may not (any more) */
    async sendPdsContacts(
      sending: Update & { version: string; send: PdsContactKind[]; now: number },
    ): Promise<'written' | 'conflict' | 'refused'> {
      const { updateId, accountId, version, send, now } = sending;
      const known = await userOf(accountId);
      if (!known) return 'refused';
      const own = store.accounts.contacts(known.account);
      const contacts = Object.fromEntries(send.map((kind) => [kind, own[kind]]));
      const purpose = `contacts ${updateId} send ${version} ${[...send].sort().join()}`;
      const outcome = await pdsContacts.write(known.user, contacts, version, purpose);
      if (outcome === 'written') {
        const entry = { at: new Date(now), actor: { kind: 'person', id: accountId }, accountId } as const;
        const id = `contacts-sent-${updateId}-${version}-${[...send].sort().join('-')}`;
        await store.audit.append({ ...entry, action: 'pds.contacts-sent', details: { contacts: send } }, id);
      }
      return outcome;
    },
  };

  /** Only for those who proved who they are (P9): nobody else may change a record. */
  async function userOf(accountId: string): Promise<{ account: Account; user: PdsUser } | undefined> {
    const account = await store.accounts.byId(accountId);
    const nhsNumber = account && store.accounts.identity(account)?.nhsNumber;
    if (!account || account.blocked || account.closing || account.level !== 'P9' || !nhsNumber) return undefined;
    return { account, user: { accountId, nhsNumber } };
  }
}

export type ContactUpdateActivities = ReturnType<typeof createContactUpdateActivities>;

function differing(own: Contacts, held: PdsContacts): PdsContactKind[] {
  const email = own.email !== held.email?.trim().toLowerCase();
  return [
    ...(email ? (['email'] as const) : []),
    ...(own.mobile && own.mobile !== held.mobile ? (['mobile'] as const) : []),
  ];
}
