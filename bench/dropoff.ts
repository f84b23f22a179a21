import { setImmediate } from 'node:timers/promises';
import type { BenchmarkOptions } from './benchmark.js';
import { anySizes, faultPlan, hoursUntilTold, isFalse, sizesWithFaults } from './dropoff/fault-plan.js';
import type { Fault } from './dropoff/fleet.js';
import { livelyTraffic } from './dropoff/lively-traffic.js';
import { plainTraffic } from './dropoff/plain-traffic.js';
import { learningHours, watchedYear } from './dropoff/watched-year.js';
import { numberOption } from './option.js';
import { percentile } from './statistics.js';

type Traffic = typeof plainTraffic;

/** Seeds that were not looked at while the detector was made. `--seed=N` takes others. */
const usualSeed = 31_337;
const [yearDays, fleetsWithFaults] = [365, 2];
const days = yearDays + learningHours / 24;

/**
 * The drop-off watch over years of made traffic: a quiet one, which tells what alarms for nothing cost, and some with planted faults, which tell how soon
 * they are told. The last line is of the plain traffic; the lively one is for checking.
 */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const seed = numberOption('seed', usualSeed);
  const plain = await measure(plainTraffic, seed);
  const lively = await measure(livelyTraffic, seed);
  if (!json) {
    for (const [name, figures] of Object.entries({ plain, lively })) tell(name, figures);
    return;
  }
  console.log(JSON.stringify({ table: 'dropoff', traffic: 'plain', ...plain.goals, ...plain.beside }));
  console.log(JSON.stringify({ table: 'dropoff', traffic: 'lively', ...lively.goals, ...lively.beside }));
  console.log(JSON.stringify(plain.goals));
}

async function measure(traffic: Traffic, seed: number) {
  const before = process.cpuUsage();
  const quiet = watchedYear(traffic(seed, anySizes(seed), days, []));
  await setImmediate();
  let seriesHours = quiet.seriesHours;
  let micros = quiet.cpuMicros;
  let elsewhere = 0;
  const told: { fault: Fault; perDay: number; after: number | undefined }[] = [];
  const over: number[] = [];
  for (let fleet = 1; fleet <= fleetsWithFaults; fleet++) {
    const sizes = sizesWithFaults(seed + fleet);
    const faults = faultPlan(seed + fleet, sizes);
    const year = watchedYear(traffic(seed + fleet, sizes, days, faults));
    seriesHours += year.seriesHours;
    micros += year.cpuMicros;
    elsewhere +=
      year.incidents.filter((incident) => isFalse(incident, faults)).length / sizes.length / fleetsWithFaults;
    for (const fault of faults) {
      told.push({ fault, perDay: sizes[fault.partner] ?? 0, after: hoursUntilTold(fault, year.incidents) });
      const last = year.incidents.findLast(
        ({ partner, step, told: at }) =>
          partner === fault.partner && step === fault.step && at > fault.from && at <= fault.from + fault.hours,
      );
      if (last?.over && last.over > fault.from + fault.hours) over.push(last.over - fault.from - fault.hours);
    }
    await setImmediate();
  }
  const of = (perDay: number, points: number) =>
    told.filter((one) => one.perDay === perDay && one.fault.points === points);
  const share = (some: typeof told, hours: number) =>
    some.filter(({ after = Number.POSITIVE_INFINITY }) => after <= hours).length / some.length;
  const rounded = (value: number) => Math.round(value * 1_000) / 1_000;
  const used = process.cpuUsage(before);
  return {
    goals: {
      falseAlarmsPerPartnerYear: rounded(quiet.incidents.length / 50),
      told20At200In24h: rounded(share(of(200, 0.2), 24)),
      told20At2000In3h: rounded(share(of(2_000, 0.2), 3)),
      told10At2000In24h: rounded(share(of(2_000, 0.1), 24)),
      runs: told.length,
    },
    beside: {
      told20At2000In3hByDay: rounded(
        share(
          of(2_000, 0.2).filter(({ fault }) => isByDay(fault)),
          3,
        ),
      ),
      told20At2000In3hByNight: rounded(
        share(
          of(2_000, 0.2).filter(({ fault }) => !isByDay(fault)),
          3,
        ),
      ),
      told20At2000In6h: rounded(share(of(2_000, 0.2), 6)),
      told10At200In24h: rounded(share(of(200, 0.1), 24)),
      told40At200In6h: rounded(share(of(200, 0.4), 6)),
      falseAlarmsBesideFaultsPerPartnerYear: rounded(elsewhere),
      hoursUntilOverMedian: percentile(over, 0.5),
      hoursUntilOver95: percentile(over, 0.95),
      detectorMicrosPerSeriesHour: rounded(micros / seriesHours),
      cpuSeconds: Math.round((used.user + used.system) / 1e6),
    },
  };
}

const isByDay = ({ from }: Fault): boolean => from % 24 >= 7 && from % 24 < 20;

function tell(name: string, { goals, beside }: Awaited<ReturnType<typeof measure>>): void {
  console.log(`\nDrop-off watch, ${name} traffic: 50 partners, a quiet year and ${fleetsWithFaults} with faults`);
  for (const [figure, value] of Object.entries({ ...goals, ...beside })) console.log(`  ${figure.padEnd(40)} ${value}`);
}
