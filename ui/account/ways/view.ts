import type { ContactKind } from '../../../domain/accounts/contact-change.js';
import { endingOf } from '../../../domain/person/ending-of.js';
import { maskedAddress } from '../../../domain/person/postal-address.js';
import type { Contacts } from '../../../store/accounts/accounts.js';
import type { Way, Ways } from '../../../store/accounts/sign-in-ways.js';
import type { Language } from '../../words/languages.js';
import { dayOf } from '../../words/times.js';

/** What the list of ways is drawn from besides the ways. */
type Listing = {
  contacts: Contacts;
  language: Language;
  /** Contacts that can be added or changed here. */
  offered: readonly ContactKind[];
  /** An address that waits for the code of a letter. */
  letter: { id: string; to: string } | undefined;
};

/** What the list of ways shows: days, not times, and of numbers their ends. */
export function listedWays(ways: Ways, { contacts, language, offered, letter: awaited }: Listing) {
  const { mobile, landline, address } = contacts;
  const { sms, voice, letter, passkeys, apps, devices, recovery } = ways;
  const day = (date: Date | undefined) => date && dayOf(date, language);
  const shown = ({ id, name, createdAt, lastUsedAt }: Way) => ({
    ...{ id, name, added: day(createdAt) },
    used: day(lastUsedAt),
  });
  const { left, madeAt } = recovery;
  return {
    codes: [
      { way: 'sms', contact: 'mobile', on: sms, ending: endingOf(mobile) },
      { way: 'voice', contact: 'landline', on: voice, ending: endingOf(landline) },
      { way: 'letter', contact: 'address', on: letter, ending: address && maskedAddress(address) },
    ].map((one) => ({ ...one, offered: offered.some((kind) => kind === one.contact) })),
    awaited: awaited && { id: awaited.id, address: maskedAddress(awaited.to.split('\n')) },
    passkeys: passkeys.map((one) => ({ ...shown(one), copied: one.suspect })),
    apps: apps.map(shown),
    devices: devices.map(shown),
    recovery: { left, made: day(madeAt) },
  };
}
