import { day, hour } from '../clock.js';
import type { Reason } from '../journey/reasons.js';
import type { Step } from '../journey/steps.js';
import type { Level } from '../levels/levels.js';
import type { DeviceClass, Dimensions } from './dimensions.js';
import { addHistograms, bucketOf, type Histogram } from './histogram.js';
import type { EventKind, JourneyEvent } from './journey-event.js';

/** How many events of one kind, of equal dimensions, happened in one hour or day (UTC). */
export type RollUp = Dimensions & {
  span: 'hour' | 'day';
  /** When the hour or day begins. */
  hour: Date;
  kind: EventKind;
  step?: Step;
  reason?: Reason;
  documentKind?: string;
  count: number;
  /** Of `left` and `page`: how long it took. */
  durations?: Histogram;
};

/** By what roll-ups can be told apart and added up. */
export const rollUpDimensions = [
  'partner',
  'level',
  'kind',
  'step',
  'reason',
  'documentKind',
  'device',
  'language',
  'release',
] as const;

export type RollUpDimension = (typeof rollUpDimensions)[number];

/** The dimensions of a roll-up, each where it has it. */
export type RollUpKey = {
  partner?: string;
  level?: Level;
  kind?: EventKind;
  step?: Step;
  reason?: Reason;
  documentKind?: string;
  device?: DeviceClass;
  language?: 'en' | 'cy';
  release?: string;
};

const lengths = { hour, day } as const;

/** When the hour or day of a moment begins, in UTC. */
export const spanStart = (at: Date, span: RollUp['span']): Date =>
  new Date(Math.floor(at.getTime() / lengths[span]) * lengths[span]);

/** What a roll-up is of, as one text: two of equal dimensions are one. */
export const rollUpId = (row: Omit<RollUp, 'count' | 'durations'>): string =>
  [row.span, row.hour.toISOString(), ...rollUpDimensions.map((dimension) => row[dimension] ?? '')].join('|');

/** Adds up the events of one hour. They may come in any order; the figures are the same. */
export class Tally {
  readonly #rows = new Map<string, RollUp>();
  readonly #hour: Date;

  constructor(hour: Date) {
    this.#hour = hour;
  }

  add(event: JourneyEvent): void {
    const { partner, level, device, language, release, kind, step, reason, documentKind, ms } = event;
    const known = { ...(step && { step }), ...(reason && { reason }), ...(documentKind && { documentKind }) };
    const key = { span: 'hour', hour: this.#hour, partner, level, device, language, release, kind, ...known } as const;
    const durations = ms === undefined ? {} : { durations: { [bucketOf(ms)]: 1 } };
    this.put({ ...key, count: 1, ...durations });
  }

  /** Adds a row to that of its dimensions. */
  put(row: RollUp): void {
    const id = rollUpId(row);
    const sum = this.#rows.get(id);
    if (!sum) {
      this.#rows.set(id, { ...row, ...(row.durations && { durations: { ...row.durations } }) });
      return;
    }
    sum.count += row.count;
    if (row.durations) sum.durations = addHistograms([sum.durations ?? {}, row.durations]);
  }

  rows(): RollUp[] {
    return [...this.#rows.values()];
  }
}
