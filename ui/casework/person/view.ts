import type { StaffChange } from '../../../domain/casework/staff-changes.js';
import { levels } from '../../../domain/levels/levels.js';
import { endingOf } from '../../../domain/person/ending-of.js';
import { maskedEmail } from '../../../domain/person/masked-email.js';
import type { Account } from '../../../store/accounts/accounts.js';
import { ownedWays } from '../../../store/accounts/sign-in-ways.js';
import type { Store } from '../../../store/database.js';
import type { Journey } from '../../../store/journey/journey.js';
import type { Language } from '../../words/languages.js';
import { dateTime } from '../../words/times.js';
import { wordsFor } from '../../words/words.js';
import { caseEnd } from '../case-end.js';
import { messageWords } from '../message-words.js';

/** Rows of each list: what is further back is in the audit. */
const most = 30;

/** Changes by staff as the audit names them. */
const kindOf: Readonly<Record<string, StaffChange>> = {
  'account.blocked': 'blocked',
  'account.unblocked': 'unblocked',
  'contact.removed': 'mobile-removed',
};
const changesByStaff = Object.keys(kindOf);

/** Messages with a code are never sent again: another code is asked for. */
const isCode = (template: string): boolean => /-code(-existing-account)?$/.test(template);

/** What the page of a person shows: where they stand, without the contents of any message and without any evidence. */
export async function personView(store: Store, account: Account, now: Date, language: Language) {
  const { _id: id, level, proofs = {}, createdAt, blocked, closing, recovering } = account;
  const contacts = store.accounts.contacts(account);
  const at = (when: Date) => dateTime(when, language);
  const [ways, cases, journeys, messages, sessions, changes, tickets] = await Promise.all([
    store.signInWays.of(account, now),
    store.cases.ofAccount(id, most),
    store.journeys.listByAccount(id, most),
    store.messages.ofPerson({ account, contacts: reachedBy(contacts) }),
    store.oidc.sessionsOf(id),
    store.audit.ofAccountBy(id, changesByStaff, most),
    store.tickets.ofAccount(id),
  ]);
  const staff = await store.staff.names(changes.map(({ actor }) => actor.id));
  const why = wordsFor('casework/person-change', language);
  const { recoveryCodes, ...owned } = ownedWays(ways);
  const names = await namesOf(store, journeys);
  const states = Object.entries({ blocked, closing, recovering }).flatMap(([state, is]) => (is ? [state] : []));
  return {
    id,
    email: maskedEmail(contacts.email),
    mobile: endingOf(contacts.mobile),
    level,
    createdAt: at(createdAt),
    proofs: levels.flatMap((one) => (proofs[one] ? [{ level: one, at: at(proofs[one].at) }] : [])),
    states: states.length > 0 ? states : ['open'],
    ways: Object.entries({ ...owned, recovery: recoveryCodes }).flatMap(([kind, has]) =>
      has ? [{ kind, count: Number(has) }] : [],
    ),
    sessions: sessions.length,
    changes: changes.map(({ action, at: when, actor, details = {} }) => ({
      ...{ action, at: at(when), name: staff.get(actor.id), incident: details.incident },
      why: why(`${kindOf[action]}.${details.reason}`),
    })),
    cases: cases.map(({ step, live, recovery, reasons, wanted, updatedAt }) => {
      const end = caseEnd({ live, step });
      const open = end === 'open';
      return {
        ...{ at: at(new Date(updatedAt)), wanted, end: recovery && open ? 'recovery' : end },
        reasons: open ? [] : reasons,
      };
    }),
    journeys: journeys.map((one) => ({
      partner: names.get(one.partnerId) ?? one.partnerId,
      wanted: one.wanted,
      at: at(one.createdAt),
      state: stateOf(one, now),
    })),
    tickets: tickets
      .reverse()
      .slice(0, most)
      .map((one) => ({ number: one._id, category: one.category, at: at(one.createdAt), state: one.state })),
    messages: messages.slice(0, most).map(({ _id, template, channel, status, failure, updatedAt }) => ({
      ...{ key: _id, template, channel, status, failure, at: at(updatedAt) },
      subject: messageWords(template, language).subject,
      again: /^again-\d-/.test(_id),
      sendable: (status === 'sent' || status === 'bounced') && !isCode(template) && !/^again-\d-/.test(_id),
    })),
  };
}

/** All contacts of an account as messages are addressed. */
export function reachedBy({ email, mobile, landline, address }: ReturnType<Store['accounts']['contacts']>) {
  return [
    { channel: 'email' as const, to: email },
    ...(mobile ? [{ channel: 'sms' as const, to: mobile }] : []),
    ...(landline ? [{ channel: 'voice' as const, to: landline }] : []),
    ...(address ? [{ channel: 'letter' as const, to: address.join('\n') }] : []),
  ];
}

async function namesOf(store: Store, journeys: readonly Journey[]): Promise<Map<string, string>> {
  const ids = [...new Set(journeys.map(({ partnerId }) => partnerId))];
  const rows = await Promise.all(ids.map((id) => store.partners.byId(id)));
  return new Map(rows.flatMap((row) => (row ? [[row._id, row.name] as const] : [])));
}

function stateOf({ cancelledAt, returnedAt, expiresAt }: Journey, now: Date) {
  if (cancelledAt) return 'cancelled';
  if (returnedAt) return 'returned';
  return expiresAt <= now ? 'expired' : 'open';
}
