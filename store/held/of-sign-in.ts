import type { Reading } from './held-of.js';

/** The most entries that one section holds. */
const most = 10_000;

/** The account, and how it is entered. */
export const heldOfSignIn = {
  async *account({ store, account }) {
    const { _id: id, level, createdAt, language, termsVersion, closing } = account;
    const closes = closing?.until;
    yield { id, ...store.accounts.contacts(account), level, createdAt, language, termsVersion, closes };
  },
  async *former_contacts({ store, account }) {
    const present = Object.values(store.accounts.contacts(account)).map(String);
    for (const { channel, to } of store.accountContacts.all(account)) {
      if (!present.includes(to) && !present.includes(to.split('\n').join())) yield { channel, to };
    }
  },
  async *ways_to_sign_in({ store, account }) {
    const { passkeys, apps, devices, recovery } = await store.signInWays.of(account, new Date());
    const each = { passkey: passkeys, app: apps, remembered_browser: devices };
    for (const [kind, ways] of Object.entries(each)) {
      for (const { name, createdAt, lastUsedAt } of ways) yield { kind, name, createdAt, lastUsedAt };
    }
    if (recovery.madeAt) yield { kind: 'recovery_codes', left: recovery.left, createdAt: recovery.madeAt };
  },
  async *changes_of_contact({ store, account }) {
    yield* await store.contactChanges.listOf(account._id);
  },
  async *recoveries({ store, account }) {
    for (const { step, proof, startedAt, usedAt } of await store.recoveries.listOf(account._id)) {
      yield { step, proof, startedAt, usedAt };
    }
  },
  async *sessions({ store, account, nameOf }) {
    for (const { since, device, partners } of await store.oidc.sessionsOf(account._id)) {
      yield { since, device, services: await Promise.all(partners.map(nameOf)) };
    }
  },
  async *sign_ins({ store, account, nameOf }) {
    for (const { at, methods, device, partnerId } of await store.signIns.ofAccount(account._id, most)) {
      yield { at, methods, device, service: await nameOf(partnerId) };
    }
  },
} satisfies Partial<Record<string, Reading>>;
