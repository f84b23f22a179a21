import { dataKeyContext } from '../../platform/keys/sealing.js';

/** A row or a part of one, as the database holds it. */
export type RowPart = { readonly [field: string]: unknown; readonly _id?: unknown };

/** Where something lies that is sealed under the sealing key itself, and its context (see platform/keys/sealing.ts). */
export type SealedField = {
  database: 'db' | 'keysDb';
  collection: string;
  /** `former[].sealed`: in each element of an array. */
  path: string;
  /** @param part the element of the array it lies in, or the row */
  context: (row: RowPart, part: RowPart) => string;
};

const inDb = (collection: string, path: string, context: SealedField['context']): SealedField => ({
  ...{ database: 'db', collection, path, context },
});
const inKeys = (collection: string, path: string, context: SealedField['context']): SealedField => ({
  ...{ database: 'keysDb', collection, path, context },
});

const accountFields = ['email', 'mobile', 'landline', 'address', 'passwordHash', 'identity', 'proof'];

/** Every such field. What is left out cannot be sealed anew, and keeps the old key needed: `store/sealing/reseal.ts` finds it, and says so. */
export const sealedFields: readonly SealedField[] = [
  ...accountFields.map((field) => inDb('accounts', field, ({ _id }) => `accounts.${field}:${_id}`)),
  inDb('accounts', 'former[].sealed', ({ _id }, { kind }) => `accounts.${kind}:${_id}`),
  inDb('accounts', 'staffChanges[].removed', ({ _id }) => `accounts.mobile:${_id}`),
  inDb('contact_changes', 'to', ({ _id }) => `contact_changes:${_id}`),
  inDb('contact_updates', 'held', ({ _id }) => `contact_updates:${_id}`),
  inDb('delegations', 'facts', ({ _id }) => `delegations.facts:${_id}`),
  inDb('dependants', 'identity', ({ _id }) => `dependants.identity:${_id}`),
  inDb('forms', 'sealed', ({ _id }) => `forms:${_id}`),
  inDb('idempotency_keys', 'answer', ({ _id }) => `idempotency:${_id}`),
  inDb('incidents', 'reports[].text', (_, { id }) => `incidents.report:${id}`),
  inDb('journeys', 'reference', ({ _id }) => `journeys.reference:${_id}`),
  inDb('linkages', 'keys', ({ _id }) => `linkages:${_id}`),
  inDb('messages', 'sealed', ({ _id }) => `messages:${_id}`),
  inDb('oidc_interactions', 'sealed', ({ _id }) => `oidc.Interaction:${_id}`),
  inDb('oidc_interactions', 'signIn.email', ({ _id }) => `sign-ins.email:${_id}`),
  inDb('oidc_pushed_requests', 'sealed', ({ _id }) => `oidc.PushedAuthorizationRequest:${_id}`),
  inDb('oidc_refresh_tokens', 'sealed', ({ _id }) => `oidc.RefreshToken:${_id}`),
  inDb('registrations', 'entries', ({ _id }) => `registrations:${_id}`),
  inDb('services', 'invitations[].email', (_, { id }) => `services.invitation:${id}`),
  inDb('sign_in_ways', 'passkey.key', ({ _id }) => `sign-in-ways.passkey:${_id}`),
  inDb('sign_in_ways', 'name', ({ _id }) => `sign-in-ways.name:${_id}`),
  inDb('sign_in_ways', 'secret', ({ _id }) => `sign-in-ways.secret:${_id}`),
  inDb('staff', 'who', ({ _id }) => `staff.who:${_id}`),
  inDb('staff_sessions', 'name', ({ _id }) => `staff-sessions.name:${_id}`),
  inDb('staff_sessions', 'kept', ({ _id }) => `staff-sessions.kept:${_id}`),
  inDb('ticket_files', 'sealed', ({ _id, ticket }) => `ticket-files:${ticket}:${_id}`),
  inDb('tickets', 'sealed', ({ _id }) => `tickets.words:${_id}`),
  inDb('tickets', 'answers[].sealed', ({ _id }) => `tickets.answer:${_id}`),
  inDb('user_metadata', 'sealed', ({ _id }) => `user_metadata:${_id}`),
  inDb('way_set_ups', 'sealed', ({ _id }) => `way-set-ups:${_id}`),
  inDb('webhooks', 'secrets[].sealed', ({ _id }) => `webhooks.secret:${_id}`),
  inKeys('account_keys', 'wrapped', ({ _id }) => dataKeyContext(`account:${_id}`)),
  inKeys('case_keys', 'wrapped', ({ _id }) => dataKeyContext(`case:${_id}`)),
  inKeys('signing_keys', 'keys[].sealed', (_, { kid }) => `signing-keys:${kid}`),
];

/** Large fields that are sealed under other keys (of a case, of an account), or not at all: they are not even read. */
export const otherBytes: Readonly<Record<string, readonly string[]>> = {
  evidence: ['sealed'],
  face_templates: ['sealed'],
  logos: ['png'],
};
