import { type Baseline, guardHours, learn, learntHours } from '../../domain/insight/drop-off/baseline.js';
import { type HourlyCounts, type HourNumber, hourNumber, lateShare } from '../../domain/insight/drop-off/counts.js';
import type { WatchedSeries } from '../../domain/insight/drop-off/watch.js';
import { type Incident, type Rise, risesOf } from '../../store/insight/incidents.js';
import type { SeriesHistory } from './history.js';

export interface Watched extends WatchedSeries {
  history: SeriesHistory;
  incident?: Incident;
}

/**
 * The series of one partner, ready to be watched: each with its baseline, which knows nothing of the hours of incidents, and none of what was before where
 * things are different for good.
 * @param first which hour stands at place 0 of the histories
 * @param typical the rate of a step or reason among all partners
 */
export function watchedSeries(
  histories: readonly SeriesHistory[],
  incidents: readonly Incident[],
  { first, hour, typical }: { first: HourNumber; hour: HourNumber; typical: (of: SeriesHistory) => number },
): Watched[] {
  const late = new Map<string, number>();
  const stepsFirst = [...histories].sort((a, b) => Number(a.what === 'met') - Number(b.what === 'met'));
  return stepsFirst.map((history) => {
    const own = incidents.flatMap((incident) => {
      const rise = incident.step === history.step && risesOf(incident).find(({ reason }) => reason === history.reason);
      return rise ? [{ incident, rise }] : [];
    });
    const live = own.find(({ incident }) => incident.state === 'live');
    const until = live ? hourNumber(live.rise.at.getTime()) : hour;
    const from = Math.max(0, until - (until % 24) - guardHours - learntHours - first);
    const taught = withoutIncidents(history, own, first);
    const lateHere = late.get(history.step) ?? lateShare(taught, from, from + learntHours);
    if (history.what === 'left') late.set(history.step, lateHere);
    const baseline: Baseline = learn(taught, from, first + from, lateHere, typical(history));
    const overAt = Math.max(
      ...own.flatMap(({ incident: { overAt } }) => (overAt ? [hourNumber(overAt.getTime())] : [])),
    );
    return {
      ...{ history, counts: history, end: hour - first, baseline },
      ...(Number.isFinite(overAt) && { fresh: hour - overAt }),
      ...(live && {
        incident: live.incident,
        live: { rise: live.rise.size.now - live.rise.size.before, since: hour - hourNumber(live.rise.at.getTime()) },
      }),
    };
  });
}

type Own = { incident: Incident; rise: Rise };

function withoutIncidents(history: SeriesHistory, own: readonly Own[], first: HourNumber): HourlyCounts {
  const over = own.filter(({ incident }) => incident.state === 'over');
  if (over.length === 0) return history;
  const taught = { ...history, entered: history.entered.slice(), counted: history.counted.slice() };
  for (const { incident, rise } of over) {
    const { since } = rise;
    const { overAt = since, newNormal } = incident;
    const [began, ended] = [hourNumber(since.getTime()) - first, hourNumber(overAt.getTime()) + 1 - first];
    const [from, to] = newNormal ? [0, began] : [began, ended];
    taught.entered.fill(0, Math.max(0, from), Math.max(0, to));
    taught.counted.fill(0, Math.max(0, from), Math.max(0, to));
  }
  return taught;
}
