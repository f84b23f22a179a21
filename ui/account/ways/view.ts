import type { Way, Ways } from '../../../store/sign-in-ways.js';
import type { Language } from '../../words/languages.js';

/** What the list of ways shows: days, not times, and of the mobile its end. */
export function listedWays({ sms, passkeys, apps, devices, recovery }: Ways, mobile: string, language: Language) {
  const locale = language === 'cy' ? 'cy-GB' : 'en-GB';
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/London' });
  const shown = ({ id, name, createdAt, lastUsedAt }: Way) => ({
    ...{ id, name, added: dates.format(createdAt) },
    used: lastUsedAt && dates.format(lastUsedAt),
  });
  const { left, madeAt } = recovery;
  return {
    sms,
    ending: mobile.slice(-3),
    passkeys: passkeys.map((one) => ({ ...shown(one), copied: one.suspect })),
    apps: apps.map(shown),
    devices: devices.map(shown),
    recovery: { left, made: madeAt && dates.format(madeAt) },
  };
}
