import { Draws } from './draws.js';
import { type Fault, reasonsOfAStep, stepsOfAWay } from './fleet.js';
import { learningHours, type ToldIncident } from './watched-year.js';

const [faultsOfAYear, hoursOfAFault] = [8, 48];
const between = 44 * 24;

/** Journeys a day of the partners whose faults are timed: most of the two sizes that goals are set for. */
export function sizesWithFaults(seed: number): number[] {
  const draws = new Draws(seed);
  return [
    ...Array.from({ length: 20 }, () => 200),
    ...Array.from({ length: 20 }, () => 2_000),
    ...Array.from({ length: 10 }, () => draws.logBetween(20, 5_000)),
  ];
}

/** Fifty partners from 20 to 5,000 journeys a day. */
export function anySizes(seed: number): number[] {
  const draws = new Draws(seed);
  return Array.from({ length: 50 }, () => draws.logBetween(20, 5_000));
}

/**
 * Eight faults of two days at each partner, at any step or reason, of 10, 20 and 40 points. Half begin with a release, between 8 and 18 o’clock, half at any hour of
 * day or night.
 */
export function faultPlan(seed: number, sizes: readonly number[]): Fault[] {
  const draws = new Draws(seed + 77);
  return sizes.flatMap((_, partner) =>
    Array.from({ length: faultsOfAYear }, (_none, number) => {
      const hour = draws.share() < 0.5 ? 8 + draws.below(10) : draws.below(24);
      const from = learningHours + number * between + draws.below(6) * 24 + hour;
      const step = draws.below(stepsOfAWay);
      const reasons = reasonsOfAStep[step] ?? 0;
      const reason = reasons > 0 && draws.share() < 0.5 ? draws.below(reasons) : undefined;
      const points = [0.1, 0.2, 0.2, 0.4][(number + partner) % 4] ?? 0.2;
      return { partner, step, ...(reason !== undefined && { reason }), from, hours: hoursOfAFault, points };
    }),
  );
}

/** How many hours after it began a fault was told, at its step or reason; nothing where it was not while it lasted. */
export function hoursUntilTold(
  { partner, step, from, hours }: Fault,
  incidents: readonly ToldIncident[],
): number | undefined {
  const first = incidents.find(
    (incident) =>
      incident.partner === partner && incident.step === step && incident.told > from && incident.told <= from + hours,
  );
  return first && first.told - from;
}

/** Whether an incident has nothing to do with any fault. */
export const isFalse = (incident: ToldIncident, faults: readonly Fault[]): boolean =>
  !faults.some(
    ({ partner, step, from, hours }) =>
      partner === incident.partner &&
      step === incident.step &&
      incident.told > from &&
      incident.told <= from + hours + 24,
  );
