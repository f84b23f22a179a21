import type { Request } from 'express';
import { day } from '../../../domain/clock.js';
import { deviceClasses } from '../../../domain/insight/dimensions.js';
import { type RollUpDimension, spanStart } from '../../../domain/insight/roll-up.js';
import { levels } from '../../../domain/levels/levels.js';
import type { Store } from '../../../store/database.js';
import type { RollUpQuestion } from '../../../store/insight/roll-ups.js';
import { languages } from '../../words/languages.js';
import { partnerNames } from './partner-names.js';

/** How many days back the figures go, today included. */
export const periods = ['1', '7', '28', '90', '365'] as const;

/** What figures may be narrowed down to. */
export const narrowed = ['partner', 'level', 'device', 'language', 'release'] as const;

export type Narrowed = (typeof narrowed)[number];

/** What is asked of the roll-ups, and what the page's form shows of it. */
export type Asked = {
  question: RollUpQuestion;
  values: { days: string } & Partial<Record<Narrowed, string>>;
  choices: Record<Narrowed, string[]>;
  /** What a value of one of them is called, where that is not in the desk’s words. */
  nameOf: (name: Narrowed, value: string) => string;
};

/** Reads the address; what it says that does not occur is left out. */
export async function askedBy(store: Pick<Store, 'clients' | 'rollUps'>, req: Request, now: Date): Promise<Asked> {
  const text = (name: string) => (typeof req.query[name] === 'string' ? (req.query[name] as string) : undefined);
  const days = periods.find((period) => period === text('days')) ?? '28';
  const whole = spanOf(Number(days), now);
  const occurs = (dimension: RollUpDimension) =>
    store.rollUps.values(dimension, { ...whole, kinds: ['landed', 'entered'] });
  const [partner, release] = await Promise.all([occurs('partner'), occurs('release')]);
  const called = await partnerNames(store, partner);
  partner.sort((a, b) => called(a).localeCompare(called(b)));
  const choices = { partner, release, level: [...levels], device: [...deviceClasses], language: [...languages] };
  const where = Object.fromEntries(
    narrowed.flatMap((name) => {
      const value = text(name);
      const known: readonly string[] = choices[name];
      return value !== undefined && known.includes(value) ? [[name, value]] : [];
    }),
  );
  const nameOf = (name: Narrowed, value: string) => (name === 'partner' ? called(value) : value);
  return { question: { ...whole, where }, values: { days, ...where }, choices, nameOf };
}

/** The last days, to the end of today (UTC); of one day its hours. */
export function spanOf(days: number, now: Date): Pick<RollUpQuestion, 'span' | 'from' | 'to'> {
  const today = spanStart(now, 'day').getTime();
  return { span: days === 1 ? 'hour' : 'day', from: new Date(today - (days - 1) * day), to: new Date(today + day) };
}
