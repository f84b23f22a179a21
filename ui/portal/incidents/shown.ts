import { sizeText } from '../../../domain/insight/incident.js';
import type { Store } from '../../../store/database.js';
import { type Incident, risesOf } from '../../../store/insight/incidents.js';
import type { Language } from '../../words/languages.js';
import { nameOfReason } from '../../words/reason-name.js';
import { dateTime } from '../../words/times.js';

/** An incident as pages show it: codes, the reason in a partner's words too, figures, and what people wrote. */
export function shownIncident(incident: Incident, language: Language, { incidents }: Pick<Store, 'incidents'>) {
  const { _id: id, partnerId, step, reason, state, since, openedAt, overAt, overBy, size, followed, note } = incident;
  const time = (at: Date) => dateTime(at, language);
  const reasonName = nameOfReason(language, 'partner');
  return {
    ...{ id, partnerId, step, reason, state, note, newNormal: incident.newNormal },
    ...{ since: time(since), openedAt: time(openedAt), overAt: overAt && time(overAt), byWatch: overBy === 'watch' },
    reasonName: reason && reasonName(reason),
    also: risesOf(incident)
      .slice(1)
      .map((rise) => ({
        ...rise,
        reasonName: rise.reason && reasonName(rise.reason),
        size: sizeText(rise.size),
        since: time(rise.since),
      })),
    size: size && { text: sizeText(size), entered: size.entered, hit: size.hit, hours: size.hours },
    followed: followed.map(({ kind, name, at }) => ({ kind, name, at: time(at) })),
    reports: incident.reports.map((report) => ({ at: time(report.at), text: incidents.textOf(report) })),
  };
}
