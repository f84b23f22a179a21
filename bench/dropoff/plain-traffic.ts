import { Draws } from './draws.js';
import { type Fault, type Fleet, reasonsOfAStep, type SimulatedPartner, type SimulatedSeries, stepsOfAWay } from './fleet.js';

/**
 * The first generator, by which the detector’s few numbers were chosen: each person comes by chance, more by day than by
 * night, and every rate stays what it is.
 */
export function plainTraffic(seed: number, perDays: readonly number[], days: number, faults: readonly Fault[]): Fleet {
  const first = 482_256; // Monday, 6 January 2025, midnight
  const hours = days * 24;
  const partners = perDays.map((perDay, partner) => {
    const draws = new Draws(seed * 1_000 + partner);
    return onePartner(draws, perDay, hours, faults.filter((fault) => fault.partner === partner));
  });
  return { first, hours, partners };
}

function onePartner(draws: Draws, perDay: number, hours: number, faults: readonly Fault[]): SimulatedPartner {
  const lost = Array.from({ length: stepsOfAWay }, () => draws.between(0.02, 0.12));
  const met = reasonsOfAStep.map((count) => Array.from({ length: count }, () => draws.between(0.01, 0.12)));
  const series: SimulatedSeries[] = [];
  for (let step = 0; step < stepsOfAWay; step++) {
    series.push({ step, entered: new Uint16Array(hours), hit: new Uint16Array(hours) });
    met[step]?.forEach((_, reason) => {
      series.push({ step, reason, entered: new Uint16Array(hours), hit: new Uint16Array(hours) });
    });
  }
  for (let hour = 0; hour < hours; hour++) {
    const wave = 1 - 0.6 * Math.cos(((hour % 24) / 24) * 2 * Math.PI - 0.5);
    const broken = faults.filter(({ from, hours: long }) => hour >= from && hour < from + long);
    let people = draws.poisson((perDay / 24) * wave);
    for (const one of series) {
      one.entered[hour] = people;
      const faultsHere = broken.filter(({ step }) => step === one.step);
      if (one.reason !== undefined) {
        const more = faultsHere.filter(({ reason }) => reason === one.reason).reduce((sum, { points }) => sum + points, 0);
        one.hit[hour] = draws.binomial(people, Math.min(1, (met[one.step]?.[one.reason] ?? 0) + more));
      }
      const isLast = series[series.indexOf(one) + 1]?.step !== one.step;
      if (!isLast) continue;
      const more = faultsHere.reduce((sum, { points, reason }) => sum + (reason === undefined ? points : points / 2), 0);
      const gone = draws.binomial(people, Math.min(1, (lost[one.step] ?? 0) + more));
      const itself = series.find(({ step, reason }) => step === one.step && reason === undefined);
      if (itself) itself.hit[hour] = gone;
      people -= gone;
    }
  }
  return { perDay, series };
}
