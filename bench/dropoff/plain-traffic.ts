import { Draws } from './draws.js';
import { emptySeries, type Fault, type Fleet, type SimulatedPartner, stepsOfAWay } from './fleet.js';

/**
 * The first generator, by which the detector's few numbers were chosen: each person comes by chance, more by day than by night, every rate stays what it is,
 * and some get beyond a step only in the hour after they came.
 */
export function plainTraffic(seed: number, perDays: readonly number[], days: number, faults: readonly Fault[]): Fleet {
  const partners = perDays.map((perDay, partner) => {
    const own = faults.filter((fault) => fault.partner === partner);
    return onePartner(new Draws(seed * 1_000 + partner), perDay, days * 24, own);
  });
  return { first: mondayMidnight, hours: days * 24, partners };
}

/** 6 January 2025, in hours since 1970. */
const mondayMidnight = 482_256;

function onePartner(draws: Draws, perDay: number, hours: number, faults: readonly Fault[]): SimulatedPartner {
  const series = emptySeries(hours);
  const usual = series.map(({ what }) => (what === 'left' ? draws.between(0.02, 0.12) : draws.between(0.01, 0.12)));
  const late = Array.from({ length: stepsOfAWay }, () => draws.between(0.01, 0.15));
  const waiting = late.map(() => 0);
  for (let hour = 0; hour < hours; hour++) {
    const wave = 1 - 0.6 * Math.cos(((hour % 24) / 24) * 2 * Math.PI - 0.5);
    const broken = faults.filter(({ from, hours: long }) => hour >= from && hour < from + long);
    let people = draws.poisson((perDay / 24) * wave);
    let step = -1;
    let came = people;
    series.forEach((one, place) => {
      if (one.step !== step) [step, came] = [one.step, people];
      one.entered[hour] = came;
      const chance = Math.min(1, (usual[place] ?? 0) + rise(broken, one));
      const hit = draws.binomial(came, chance);
      if (one.what === 'met') {
        one.counted[hour] = hit;
        return;
      }
      const stays = draws.binomial(came - hit, late[step] ?? 0);
      people = came - hit - stays + (waiting[step] ?? 0);
      waiting[step] = stays;
      one.counted[hour] = people;
    });
  }
  return { perDay, series };
}

/** Of those who meet a broken reason, half are lost at its step. */
function rise(broken: readonly Fault[], { step, reason }: { step: number; reason?: number }): number {
  return broken.reduce((sum, fault) => {
    if (fault.step !== step) return sum;
    if (fault.reason === reason) return sum + fault.points;
    return reason === undefined ? sum + fault.points / 2 : sum;
  }, 0);
}
