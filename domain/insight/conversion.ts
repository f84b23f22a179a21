import type { Step } from '../journey/steps.js';
import { type Histogram, quantile } from './histogram.js';
import type { EventKind } from './journey-event.js';
import { stepsInOrder } from './places.js';
import { type Proportion, proportion } from './proportion.js';

/** How often something happened, at which step. */
export type Counted = { kind?: EventKind; step?: Step; count: number; durations?: Histogram };

export const rateNames = [
  'started',
  'completed',
  'dropOff',
  'returned',
  'resumed',
  'retried',
  'referred',
  'automated',
] as const;

export type RateName = (typeof rateNames)[number];

/** What became of those who came to a step. */
export type StepFigures = {
  step: Step;
  entered: number;
  left: number;
  /** Of those who came, how many got no further. */
  lost: Proportion | undefined;
  /** Milliseconds from coming to it until being beyond it: of the middle one, and of nine in ten. */
  median: number | undefined;
  most: number | undefined;
};

/** How many came, began and got what they had come for, each a figure of its own. */
export type Conversion = {
  volumes: Record<'landed' | 'started' | 'succeeded' | 'returned' | 'resumed', number>;
  rates: Record<RateName, Proportion | undefined>;
  steps: StepFigures[];
};

/** Steps whose second and further tries are retries of a check. */
const checked: readonly Step[] = ['details', 'document', 'face'];

/**
 * The figures of a dashboard from counts by kind and step. Rates are of all who landed; of retries of all tries at details, documents and
 * faces; of referrals of all who came to photographing a document; of automation of all cases that were decided.
 */
export function conversionOf(counts: readonly Counted[]): Conversion {
  const count = (kind: EventKind, steps?: readonly Step[]) =>
    counts
      .filter((row) => row.kind === kind && (!steps || (row.step && steps.includes(row.step))))
      .reduce((sum, row) => sum + row.count, 0);
  const landed = count('landed');
  const volumes = {
    landed,
    ...{ started: count('started'), succeeded: count('succeeded') },
    ...{ returned: count('returned'), resumed: count('resumed') },
  };
  const again = count('again', checked);
  const machine = count('by-machine');
  return {
    volumes,
    rates: {
      started: proportion(volumes.started, landed),
      completed: proportion(volumes.succeeded, landed),
      dropOff: proportion(Math.max(0, landed - volumes.succeeded), landed),
      returned: proportion(volumes.returned, landed),
      resumed: proportion(volumes.resumed, landed),
      retried: proportion(again, again + count('entered', checked)),
      referred: proportion(count('referred'), count('entered', ['document'])),
      automated: proportion(machine, machine + count('by-person')),
    },
    steps: stepsInOrder.flatMap((step) => {
      const entered = count('entered', [step]);
      if (entered === 0) return [];
      const left = count('left', [step]);
      const durations = counts.find((row) => row.kind === 'left' && row.step === step)?.durations ?? {};
      const lost = proportion(Math.max(0, entered - left), entered);
      return [{ step, entered, left, lost, median: quantile(durations, 0.5), most: quantile(durations, 0.9) }];
    }),
  };
}
