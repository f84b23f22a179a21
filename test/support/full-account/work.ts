import { randomId } from '../../../platform/random-id.js';
import type { Store } from '../../../store/database.js';
import { accountOf, type FullAccount } from './full-account.js';

/** What was written to the person and by them, what staff looked at, and what the audit says. */
export async function fillWork(store: Store, whose: FullAccount): Promise<void> {
  const { id, now, email } = whose;
  const account = await accountOf(store, whose);
  for (const [index, contact] of store.accountContacts.all(account).entries()) {
    const what = { template: 'closing', about: id, params: {}, language: 'en' } as const;
    const message = { key: `${id}-${index}`, ...contact, ...what };
    await store.messages.putMessage(message, now);
  }
  const number = await store.tickets.freeNumber();
  const files = await store.ticketFiles.put(number, [{ kind: 'pdf', bytes: Buffer.from('file') }], now);
  await store.tickets.open(
    {
      ...{ number, browser: randomId(), nonce: randomId(), message: 'Help', email, accountId: id, files },
      ...{ category: 'signing-in', language: 'en', reasons: [] },
    },
    now,
  );
  await store.personLooks.begin({ checkerId: 'checker', accountId: id, reason: 'help' }, now);
  await store.audit.append({ at: now, actor: { kind: 'person', id }, action: 'account.created', accountId: id });
}
