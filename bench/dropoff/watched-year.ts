import { type Baseline, guardHours, learn, learntHours } from '../../domain/insight/drop-off/baseline.js';
import { lateShare } from '../../domain/insight/drop-off/counts.js';
import { type WatchedSeries, watch } from '../../domain/insight/drop-off/watch.js';
import type { Fleet, SimulatedSeries } from './fleet.js';

/** An incident as the watch told it, in hours of the fleet. */
export interface ToldIncident {
  partner: number;
  step: number;
  reason?: number;
  from: number;
  told: number;
  over?: number;
}

/** The first hour that is watched: before it there is nothing to compare with. */
export const learningHours = learntHours + guardHours;

interface Watched extends WatchedSeries {
  partner: number;
  series: SimulatedSeries;
  /** Without the hours of incidents. */
  taught: SimulatedSeries;
  /** The step itself, of a reason. */
  stepItself: Watched | undefined;
  incident?: ToldIncident;
}

/** Runs the watch at each hour of a fleet, as the product does: baselines once a day, none of a series with a live incident. */
export function watchedYear(fleet: Fleet): { incidents: ToldIncident[]; seriesHours: number; cpuMicros: number } {
  const began = process.cpuUsage();
  const incidents: ToldIncident[] = [];
  const all = watchedSeries(fleet);
  for (let end = learningHours; end <= fleet.hours; end++) {
    const hour = fleet.first + end;
    for (const one of all) {
      one.end = end;
      if (one.fresh !== undefined) one.fresh++;
      if (end % 24 === 0 && !one.live) one.baseline = baselineOf(one, fleet.first, end);
      if (one.live && one.incident) one.live.since = end - one.incident.told;
    }
    const { spikes, over } = watch(all, fleet.partners.length, hour);
    for (const { place, score } of spikes) {
      const one = all[place];
      if (!one) continue;
      const { entered, hit, expected, hours } = score.window;
      const { step, reason } = one.series;
      one.incident = {
        partner: one.partner,
        step,
        ...(reason !== undefined && { reason }),
        from: end - hours,
        told: end,
      };
      one.live = { rise: (hit - expected) / entered, since: 0 };
      incidents.push(one.incident);
    }
    for (const place of over) {
      const one = all[place];
      if (!one?.incident) continue;
      one.incident.over = end;
      one.taught.entered.fill(0, one.incident.from, end);
      one.taught.counted.fill(0, one.incident.from, end);
      one.fresh = 0;
      delete one.live;
      delete one.incident;
      one.baseline = baselineOf(one, fleet.first, end - (end % 24));
    }
  }
  const { user, system } = process.cpuUsage(began);
  return { incidents, cpuMicros: user + system, seriesHours: all.length * (fleet.hours - learningHours) };
}

function baselineOf({ taught, stepItself }: Watched, first: number, midnight: number): Baseline {
  const from = midnight - guardHours - learntHours;
  const late = stepItself?.baseline.late ?? lateShare(taught, from, from + learntHours);
  return learn(taught, from, first + from, late, 0.08);
}

function watchedSeries(fleet: Fleet): Watched[] {
  return fleet.partners.flatMap(({ series }, partner) => {
    const watched: Watched[] = [];
    for (const one of series) {
      const stepItself = watched.find(({ series: { step, reason } }) => step === one.step && reason === undefined);
      const taught = { ...one, entered: one.entered.slice(), counted: one.counted.slice() };
      const baseline = { rates: [], correlation: 0, late: 0 };
      watched.push({ partner, series: one, counts: one, end: 0, baseline, taught, stepItself });
    }
    return watched;
  });
}
