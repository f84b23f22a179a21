import { searchReasons } from '../../../domain/casework/search-reasons.js';
import { staffChangeReasons, staffChanges } from '../../../domain/casework/staff-changes.js';
import { navigationFor } from '../../../ui/casework/navigation.js';
import type { PageView } from '../../../ui/http/render.js';
import type { Language } from '../../../ui/words/languages.js';
import { wordsFor } from '../../../ui/words/words.js';

const at = '22 November 2026 at 13:00';
const message = { key: 'm', template: 'verified', channel: 'email', status: 'sent', failure: undefined, at };

const person = {
  ...{ id: 'Gm3xVq0cP0Sb2o8wY6nC1g', email: 'a•••a@example.org', mobile: '777', level: 'P5', createdAt: at },
  proofs: [
    { level: 'P0', at },
    { level: 'P5', at },
  ],
  ...{ states: ['blocked', 'recovering'], sessions: 2 },
  ways: ['sms', 'voice', 'letter', 'apps', 'passkeys', 'recovery'].map((kind) => ({ kind, count: 1 })),
  changes: ['account.blocked', 'account.unblocked', 'contact.removed'].map((action, index) => ({
    ...{ action, at, name: index ? 'Admin Ann' : undefined, why: 'Fraud is suspected', incident: 'INC0012345' },
  })),
  cases: [
    { at, wanted: 'P9', end: 'declined', reasons: ['review_document_unclear'] },
    { at, wanted: 'P5', end: 'open', reasons: [] },
  ],
  journeys: ['open', 'returned', 'cancelled', 'expired'].map((state) => ({
    at,
    partner: 'Elm Surgery',
    wanted: 'P5',
    state,
  })),
  tickets: ['open', 'closed'].map((state) => ({ number: 'TK-4821-9037', category: 'face', at, state })),
  messages: [
    { ...message, subject: 'We have confirmed who you are', sendable: true },
    { ...message, template: 'sms-code', channel: 'sms', status: 'bounced', failure: 'notify_permanent_failure' },
    { ...message, subject: 'We have confirmed who you are', status: 'put', again: true },
  ],
};

/** The pages about people of the desk, for staff who may do all that can be done there. */
export function peopleSamples(language: Language): Record<string, PageView> {
  const d = wordsFor('casework', language);
  const desk = (name: string, model: object, errors = {}): PageView => ({
    page: `casework/${name}`,
    form: { values: {}, errors },
    model: { d, staff: { name: 'Admin Ann' }, navigation: navigationFor(['admin', 'support']), ...model },
  });
  const base = '/casework/people/x';
  const change = (kind: (typeof staffChanges)[number]) =>
    desk(
      'person-change',
      { base, kind, reasons: staffChangeReasons[kind], locksOut: true },
      { reason: 'missing', incident: 'format' },
    );
  const again = { path: '/casework/automation', fields: [{ name: 'reason', value: 'x' }], minutes: 5, start: '#' };
  return {
    'desk sign in again': desk('again', { ...again, fresh: false }),
    'desk signed in again': desk('again', { ...again, fresh: true }),
    ...Object.fromEntries(staffChanges.map((kind) => [`desk person ${kind}`, change(kind)])),
    'desk email-domains': desk(
      'email-domains',
      { domains: [{ domain: 'mailbox.example', at, incident: 'INC0012345' }] },
      { domain: 'shared', incident: 'format' },
    ),
    'desk people': desk('people', { searchReasons }, { who: 'unknown', reason: 'missing', reference: 'format' }),
    'desk person': desk('person', {
      base,
      person,
      until: '13:45',
      done: 'too_soon',
      may: { resend: true },
      changes: ['unblocked'],
    }),
  };
}
