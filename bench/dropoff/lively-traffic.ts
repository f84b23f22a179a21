import { Draws } from './draws.js';
import {
  emptySeries,
  type Fault,
  type Fleet,
  reasonsOfAStep,
  type SimulatedPartner,
  type SimulatedSeries,
  stepsOfAWay,
} from './fleet.js';

/** How busy the days of a week are, Monday first, and by how much of itself a rate is higher on them. */
const busyDays = [1.25, 1.15, 1.1, 1.05, 1, 0.75, 0.7];
const worseDays = [0, 0, 0, 0, 0.05, 0.25, 0.3];
/** How busy the hours of a day are. */
const busyHours = [
  0.25, 0.15, 0.1, 0.08, 0.1, 0.2, 0.5, 0.9, 1.4, 1.7, 1.7, 1.6, 1.6, 1.5, 1.4, 1.4, 1.4, 1.5, 1.6, 1.6, 1.5, 1.2, 0.9,
  0.5,
];
const holidaysOfYear = 9;
const shareOfLate = 0.04;

/**
 * The second generator, for checking: what was chosen with a look at it, docs/decisions.md says. Days and hours of the week, growth,
 * holidays with few and other people, bursts of curious ones, rates that wander from day to day and from week to week,
 * and people who pass a step in the hour after they came.
 */
export function livelyTraffic(seed: number, perDays: readonly number[], days: number, faults: readonly Fault[]): Fleet {
  const shared = new Draws(seed * 7_919);
  const holidays = new Set(Array.from({ length: holidaysOfYear }, () => shared.below(days)));
  const partners = perDays.map((perDay, partner) => {
    const draws = new Draws(seed * 104_729 + partner);
    const own = faults.filter((fault) => fault.partner === partner);
    return new LivelyPartner(draws, perDay, days, holidays, own).year();
  });
  return { first: 482_256, hours: days * 24, partners };
}

class LivelyPartner {
  private readonly growth: number;
  private readonly bursts: { from: number; hours: number; times: number; worse: number }[];
  private readonly rates: { step: number; reason?: number; base: number; wander: number; today: number }[] = [];

  constructor(
    private readonly draws: Draws,
    private readonly perDay: number,
    private readonly days: number,
    private readonly holidays: ReadonlySet<number>,
    private readonly faults: readonly Fault[],
  ) {
    this.growth = draws.between(-0.2, 1.2);
    this.bursts = Array.from({ length: 6 }, () => ({
      from: draws.below(days * 24),
      hours: 3 + draws.below(45),
      times: draws.between(2, 6),
      worse: draws.between(0, 0.2),
    }));
    for (let step = 0; step < stepsOfAWay; step++) {
      this.rates.push({ step, base: draws.between(0.02, 0.12), wander: 0, today: 0 });
      for (let reason = 0; reason < (reasonsOfAStep[step] ?? 0); reason++) {
        this.rates.push({ step, reason, base: draws.between(0.01, 0.12), wander: 0, today: 0 });
      }
    }
  }

  year(): SimulatedPartner {
    const series = emptySeries(this.days * 24);
    const late = Array.from({ length: stepsOfAWay }, () => 0);
    for (let hour = 0; hour < this.days * 24; hour++) {
      if (hour % 24 === 0) this.newDay();
      let people = this.draws.poisson(this.volume(hour));
      for (let step = 0; step < stepsOfAWay; step++) people = this.pass(step, people, hour, series, late);
    }
    return { perDay: this.perDay, series };
  }

  /** People at one step in one hour; gives those who reach the next. */
  private pass(step: number, people: number, hour: number, series: readonly SimulatedSeries[], late: number[]): number {
    let passed = 0;
    this.rates.forEach((rate, place) => {
      const one = series[place];
      if (rate.step !== step || !one) return;
      one.entered[hour] = people;
      const hit = this.draws.binomial(people, Math.min(1, this.rateAt(rate, hour) + this.broken(rate, hour)));
      one.counted[hour] = hit;
      if (rate.reason !== undefined) return;
      const stay = this.draws.binomial(people - hit, shareOfLate);
      passed = people - hit - stay + (late[step] ?? 0);
      late[step] = stay;
      one.counted[hour] = passed;
    });
    return passed;
  }

  private broken({ step, reason }: { step: number; reason?: number }, hour: number): number {
    let more = 0;
    for (const fault of this.faults) {
      if (fault.step !== step || hour < fault.from || hour >= fault.from + fault.hours) continue;
      if (fault.reason === reason) more += fault.points;
      else if (reason === undefined) more += fault.points / 2;
    }
    return more;
  }

  private volume(hour: number): number {
    const day = Math.floor(hour / 24);
    const grown = 1 + (this.growth * day) / this.days;
    const burst = this.bursts.find(({ from, hours }) => hour >= from && hour < from + hours)?.times ?? 1;
    const holiday = this.holidays.has(day) ? 0.35 : 1;
    return (this.perDay / 24) * (busyDays[day % 7] ?? 1) * (busyHours[hour % 24] ?? 1) * grown * burst * holiday;
  }

  private rateAt({ base, wander, today }: { base: number; wander: number; today: number }, hour: number): number {
    const day = Math.floor(hour / 24);
    const night = hour % 24 < 6 ? 0.2 : 0;
    const holiday = this.holidays.has(day) ? 0.3 : 0;
    const burst = this.bursts.find(({ from, hours }) => hour >= from && hour < from + hours)?.worse ?? 0;
    const worse = 1 + (worseDays[day % 7] ?? 0) + night + holiday + burst + wander + today;
    return Math.min(0.9, Math.max(0, base * worse));
  }

  private newDay(): void {
    for (const rate of this.rates) {
      rate.wander = 0.97 * rate.wander + 0.02 * this.draws.normal();
      rate.today = 0.08 * this.draws.normal();
    }
  }
}
