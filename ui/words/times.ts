import { hour } from '../../domain/clock.js';
import type { Language } from '../words/languages.js';

const ZONE = 'Europe/London';

const made = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than a hundred uses of it. */
function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat(`${language}-GB`, options);
  made.set(key, known);
  return known;
}

/** A moment as pages say it, in UK time: `22 November 2025 at 17:40`. */
export function dateTime(date: Date, language: Language): string {
  return format(language, 'moment', { dateStyle: 'long', timeStyle: 'short', timeZone: ZONE }).format(date);
}

/** The day of a moment as pages say it, in UK time: `22 November 2025`. */
export function dayOf(date: Date, language: Language): string {
  return format(language, 'day', { dateStyle: 'long', timeZone: ZONE }).format(date);
}

/** A moment to the second, in UK time: `23 Nov 2026, 10:00:05`. */
export function exactTime(date: Date, language: Language): string {
  return format(language, 'exact', { dateStyle: 'medium', timeStyle: 'medium', timeZone: ZONE }).format(date);
}

export function clockTime(date: Date, language: Language): string {
  return format(language, 'clock', { timeStyle: 'short', timeZone: ZONE }).format(date);
}

/** A date given as YYYY-MM-DD, in words; anything else stays as it is. */
export function plainDate(text: string, language: Language): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (!date || Number.isNaN(date.getTime())) return text;
  return format(language, 'date', { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

/** A day (UTC) as charts name it: `22 Nov`. */
export function shortDate(date: Date, language: Language): string {
  return format(language, 'short', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(date);
}

/** An hour as charts name it, in UK time: `22 Nov, 14:00`. */
export function hourOfDay(date: Date, language: Language): string {
  const options = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: ZONE } as const;
  return format(language, 'hour', options).format(date);
}

/** Whole hours between two moments. */
export function hoursBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / hour));
}
