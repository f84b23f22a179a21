import { type ContactKind, contactKinds } from '../../domain/accounts/contact-change.js';
import type { FieldErrors } from '../../domain/journey/field-errors.js';
import { endingOf } from '../../domain/person/ending-of.js';
import { maskedEmail } from '../../domain/person/masked-email.js';
import { maskedAddress } from '../../domain/person/postal-address.js';
import type { Contacts } from '../../store/accounts/accounts.js';
import type { UiDeps } from '../deps.js';
import { readForm } from '../http/form.js';
import { addressForm } from '../registration/address/form.js';
import { landlineForm } from '../registration/landline/form.js';
import { mobileForm } from '../registration/mobile/form.js';
import { emailForm } from '../sign-in/email/form.js';

/** The fields of the page on which a contact is typed; the first shows what is wrong with the whole. */
export const fieldsOf = {
  email: ['email'],
  mobile: ['mobile'],
  landline: ['landline'],
  address: ['line1', 'addressee', 'line2', 'town', 'postcode'],
} as const satisfies Record<ContactKind, readonly [string, ...string[]]>;

/** Contacts that a person can sign in by here: calls and letters only where the operator has set them up. */
export const offeredKinds = ({ channels }: Pick<UiDeps, 'channels'>): readonly ContactKind[] =>
  contactKinds.filter((kind) => (kind === 'landline' ? channels?.voice : kind === 'address' ? channels?.letter : true));

/** A contact as it was typed: normalised, an address as its lines. */
export function readContact(
  kind: ContactKind,
  body: unknown,
): { to: string; errors?: undefined } | { to?: never; errors: FieldErrors } {
  const { values, errors } = readKind(kind, body);
  return errors ? { errors } : { to: values };
}

function readKind(kind: ContactKind, body: unknown) {
  if (kind === 'address') {
    const { values, errors } = readForm(addressForm, body);
    return errors ? { errors } : { values: values.address.join('\n') };
  }
  const form = { email: emailForm, mobile: mobileForm, landline: landlineForm }[kind];
  const { values, errors } = readForm(form, body);
  return errors ? { errors } : { values: String((values as Record<string, string>)[kind]) };
}

/** The account's contact of that kind in the form that `readContact` gives. */
export function presentContact(kind: ContactKind, contacts: Contacts): string | undefined {
  return kind === 'address' ? contacts.address?.join('\n') : contacts[kind];
}

/** A contact as its owner's page says it. @param whole as just typed: somebody who looks for a slip of the finger needs all of it */
export function shownContact(kind: ContactKind, contact = '', whole = false): string {
  if (whole) return contact.replaceAll('\n', ', ');
  if (kind === 'address') return contact && maskedAddress(contact.split('\n'));
  return kind === 'email' ? maskedEmail(contact) : endingOf(contact);
}
