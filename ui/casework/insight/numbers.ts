import { day, hour, minute } from '../../../domain/clock.js';
import type { Difference, Proportion } from '../../../domain/insight/proportion.js';
import type { Language } from '../../words/languages.js';
import type { Words } from '../../words/words.js';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: Language, digits: number): Intl.NumberFormat {
  const key = `${language} ${digits}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(`${language}-GB`, { maximumFractionDigits: digits });
  formats.set(key, known);
  return known;
}

/** Figures as pages say them. `t` has the desk's words. */
export function numbersFor(language: Language, t: Words) {
  const number = (value: number, digits = 0) => formatOf(language, digits).format(value);
  const percent = (share: number) => number(share * 100, 1);
  return {
    number,

    /** `81.2% (79.0 to 83.2)` */
    share: (some: Proportion | undefined): string =>
      some
        ? t('insight.share', { share: percent(some.share), low: percent(some.low), high: percent(some.high) })
        : t('insight.none'),

    /** In percentage points: `+2.1 (0.4 to 3.8)` */
    difference({ difference, low, high }: Difference): string {
      const sign = difference > 0 ? '+' : '';
      const points = (value: number) => percent(value).replace('-', '−');
      return t('insight.points', { points: `${sign}${points(difference)}`, low: points(low), high: points(high) });
    },

    /** A duration in its largest fitting unit; two digits that count. */
    duration(ms: number | undefined): string {
      if (ms === undefined) return t('insight.none');
      const units = [
        ['days', day],
        ['hours', hour],
        ['minutes', minute],
        ['seconds', 1_000],
      ] as const;
      const [unit, length] = units.find(([, one]) => ms >= one) ?? (['seconds', 1_000] as const);
      const value = ms / length;
      return t(`insight.unit.${unit}`, { value: number(value, value < 10 ? 1 : 0) });
    },
  };
}
