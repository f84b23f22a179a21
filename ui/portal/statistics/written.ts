import { type Period, startOfMonth } from '../../../domain/insight/months.js';
import type { Language } from '../../words/languages.js';

/** A figure with its thousands set apart; undefined where it is not told. */
export const numberIn = (value: number | undefined, language: Language): string | undefined =>
  value === undefined ? undefined : new Intl.NumberFormat(`${language}-GB`).format(value);

/** A share as a percentage and as a length from 0 to 100; undefined where one part is not told, or nothing is there. */
export function shareIn(part: number | undefined, whole: number | undefined, language: Language) {
  if (part === undefined || !whole) return undefined;
  const share = Math.min(1, part / whole);
  const text = new Intl.NumberFormat(`${language}-GB`, { style: 'percent', maximumFractionDigits: 0 }).format(share);
  return { text, length: Math.round(share * 100) };
}

/** A time as `4:05`, in minutes and seconds; from an hour on as `3:20:00`. */
export function lasting(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  const seconds = Math.round(ms / 1_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** `November 2026`, or `October to December 2026`. */
export function periodName({ months }: Period, language: Language): string {
  const format = new Intl.DateTimeFormat(`${language}-GB`, {
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/London',
  });
  const [first, last] = [months[0] ?? '', months.at(-1) ?? ''].map(startOfMonth);
  if (!first || !last || months.length === 1) return format.format(first);
  return format.formatRange(first, last);
}
