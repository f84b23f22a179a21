import type { Client } from '@temporalio/client';
import { keepDoing } from '../../../platform/keep-doing.js';
import type { Logger } from '../../../platform/log/log.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { StaffChangeMade } from '../../../store/casework/staff-changes.js';
import type { Store } from '../../../store/database.js';
import { publishToEach } from '../../../store/partners/publish-events.js';
import { sendMessage } from '../../workflows/message-delivery.js';

type Deps = { url: string; store: Store; temporal: Client; log: Logger };

/** How often what was cut short is carried out, in milliseconds. */
const EVERY = 15_000;

/** Of each change: its name in the audit, the message to the person, and the event to partners. */
const follows = {
  blocked: { action: 'account.blocked', template: 'account-blocked', event: 'account.blocked' },
  unblocked: { action: 'account.unblocked', template: 'account-unblocked', event: 'account.unblocked' },
  'mobile-removed': { action: 'contact.removed', template: 'mobile-removed', event: 'account.contact_changed' },
} as const;

/**
 * What follows from a change by staff: it is recorded; every session ends, and with it what partners have of it; partners are told by an
 * event; the person is told at all contacts, a removed number by words of its own. Each step may be repeated.
 */
async function carryOut(deps: Deps, account: Account, change: StaffChangeMade): Promise<void> {
  const { url, store, temporal, log } = deps;
  const { _id: accountId } = account;
  const { id, kind, by, roles, reason, incident, at } = change;
  const { action, template } = follows[kind];
  const entry = { at, actor: { kind: 'checker', id: by } as const, action, accountId };
  await store.audit.append({ ...entry, details: { reason, incident, roles } }, `${action}-${id}`);
  if (kind !== 'unblocked') await store.oidc.endSessions(accountId);
  await tellPartners(store, accountId, change);
  const notice = { key: `${template}-${id}`, template, params: { url: `${url}/account` }, unattended: true } as const;
  const keys = await store.notices.put(account, notice, at);
  const removed = store.staffChanges.removedMobile(accountId, change);
  if (removed) {
    const there = { key: `${template}-there-${id}`, template: 'mobile-removed-there', about: accountId, params: {} };
    const { language } = account;
    await store.messages.putMessage({ ...there, channel: 'sms', to: removed, language, unattended: true }, at);
    keys.push(there.key);
  }
  await store.staffChanges.finish(accountId, id);
  // Not waited for: those that cannot be sent now are sent later (api/rounds/send-left-notices.ts).
  const sent = keys.map((key) => sendMessage(temporal, { key, kind: 'notice' }));
  Promise.all(sent).catch((err: unknown) => log.warn({ err }, 'notices of a change by staff wait'));
}

/** Partners that know the person; of a number, those that may see it. */
async function tellPartners(store: Store, sub: string, { id, kind, at }: StaffChangeMade): Promise<void> {
  const number = kind === 'mobile-removed';
  const partners = await store.consents.partnersOf(sub, ...(number ? (['phone'] as const) : []));
  const account = number ? { sub, changed: ['phone_number' as const] } : { sub };
  await publishToEach(store, partners, id, { type: follows[kind].event, account, createdAt: at });
}

/**
 * Carries out what waits; what cannot be done now is done later. The changes of one account in the order in which they were made: partners
 * who heard of a block after its end would keep the person out.
 */
export async function carryOutStaffChanges(deps: Deps, goOn: () => boolean = () => true): Promise<void> {
  for (const account of await deps.store.staffChanges.unfinished(100)) {
    if (!goOn()) return;
    try {
      for (const change of account.staffChanges ?? []) await carryOut(deps, account, change);
    } catch (err) {
      deps.log.warn({ err, changes: account.staffChanges?.map(({ id }) => id) }, 'changes by staff wait');
    }
  }
}

/** Carries out now and every 15 seconds what whoever was killed has left; several processes may. @returns what ends it */
export function keepCarryingOutStaffChanges(deps: Deps): () => Promise<void> {
  const work = (goOn: () => boolean) => carryOutStaffChanges(deps, goOn);
  return keepDoing(work, { everyMs: EVERY, log: deps.log, failure: 'changes by staff could not be carried out' });
}
