import { day } from '../../domain/clock.js';

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
});

/** UK wall time of a moment, as a form shows it: `2026-11-23T09:30`. */
export function ukWallTime(moment: Date): string {
  const of = Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${of.year}-${of.month}-${of.day}T${of.hour}:${of.minute}`;
}

/**
 * The moment of a UK wall time as typed into a form: `2026-11-23T09:30`, `2026-11-23 09:30`, or a date alone, whose day begins then.
 * Of the hour that there is twice in autumn the first; of the one that there is not in spring, an hour later. @returns undefined for anything else
 */
export function ukMoment(text: string): Date | undefined {
  const typed = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?$/.exec(text.trim());
  const asUtc = typed && new Date(`${typed[1]}T${typed[2] ?? '00:00'}Z`);
  if (!asUtc || Number.isNaN(asUtc.getTime()) || !asUtc.toISOString().startsWith(typed[1] as string)) return undefined;
  // British time is that of UTC, or an hour ahead of it.
  const ahead = new Date(asUtc.getTime() - 3_600_000);
  return ukWallTime(ahead) === asUtc.toISOString().slice(0, 16) ? ahead : asUtc;
}

/** The day of a moment in the UK, or the one so many days before: its date, and from when to before when it lasts. */
export function ukDay(moment: Date, ago = 0): { date: string; from: Date; to: Date } {
  const noon = Date.parse(`${ukWallTime(moment).slice(0, 10)}T12:00Z`);
  const dateOf = (days: number) => new Date(noon - days * day).toISOString().slice(0, 10);
  const begin = (date: string) => ukMoment(date) as Date;
  return { date: dateOf(ago), from: begin(dateOf(ago)), to: begin(dateOf(ago - 1)) };
}
