import { maskedAddress } from '../../../domain/postal-address.js';
import type { Contacts } from '../../../store/accounts.js';
import type { Way, Ways } from '../../../store/sign-in-ways.js';
import type { Language } from '../../words/languages.js';

/** What the list of ways shows: days, not times, and of numbers their ends. */
export function listedWays(ways: Ways, { mobile, landline, address }: Contacts, language: Language) {
  const { sms, voice, letter, passkeys, apps, devices, recovery } = ways;
  const locale = language === 'cy' ? 'cy-GB' : 'en-GB';
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/London' });
  const shown = ({ id, name, createdAt, lastUsedAt }: Way) => ({
    ...{ id, name, added: dates.format(createdAt) },
    used: lastUsedAt && dates.format(lastUsedAt),
  });
  const { left, madeAt } = recovery;
  return {
    codes: [
      { way: 'sms', on: sms, ending: mobile?.slice(-3) },
      { way: 'voice', on: voice, ending: landline?.slice(-3) },
      { way: 'letter', on: letter, ending: address && maskedAddress(address) },
    ],
    passkeys: passkeys.map((one) => ({ ...shown(one), copied: one.suspect })),
    apps: apps.map(shown),
    devices: devices.map(shown),
    recovery: { left, made: madeAt && dates.format(madeAt) },
  };
}
