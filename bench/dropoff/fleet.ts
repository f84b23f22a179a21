/** Traffic as a benchmark makes it: partners, each with its series, an hour at each place. */
export interface Fleet {
  /** The first hour, in whole hours since 1970. */
  first: number;
  hours: number;
  partners: readonly SimulatedPartner[];
}

export interface SimulatedPartner {
  perDay: number;
  series: readonly SimulatedSeries[];
}

export interface SimulatedSeries {
  /** The place of the step on the way. */
  step: number;
  /** The reason; none for the step itself. */
  reason?: number;
  entered: Uint16Array;
  /** Who got beyond the step in that hour; or how often the reason was met. */
  counted: Uint16Array;
  what: 'left' | 'met';
}

/** What a benchmark breaks: people lost at a step, or a reason that more people meet, of whom half are lost. */
export interface Fault {
  partner: number;
  step: number;
  reason?: number;
  /** The first hour of it, and how many there are. */
  from: number;
  hours: number;
  /** What the share rises by. */
  points: number;
}

export const stepsOfAWay = 6;
export const reasonsOfAStep = [0, 2, 0, 3, 2, 1];

/** The series of one partner, all empty: each step, then its reasons. */
export function emptySeries(hours: number): SimulatedSeries[] {
  const empty = () => ({ entered: new Uint16Array(hours), counted: new Uint16Array(hours) });
  return reasonsOfAStep.flatMap((reasons, step) => [
    { step, what: 'left' as const, ...empty() },
    ...Array.from({ length: reasons }, (_, reason) => ({ step, reason, what: 'met' as const, ...empty() })),
  ]);
}
