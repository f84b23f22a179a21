import type { Logger } from '../../platform/log/log.js';
import { counter } from '../../platform/metrics/metrics.js';
import type { Telling } from '../../store/insight/incidents.js';
import { withHeartbeat } from '../heartbeat.js';
import { type LookStore, lookForSpikes } from './look.js';
import { putNotices, type TellDeps } from './tell.js';

export type DropOffDeps = TellDeps & { store: TellDeps['store'] & LookStore; log?: Logger };

const told = counter('surety_incidents_total', 'Incidents of partners’ journeys, by what was told', ['telling']);
const mostAtOnce = 50;

/** What the drop-off watch does, and how what it finds is told. */
export function createDropOffActivities(deps: DropOffDeps) {
  const { store, log } = deps;
  return {
    /** Opens and ends incidents. @param now milliseconds since 1970 */
    async watchDropOff({ now }: { now: number }): Promise<void> {
      await withHeartbeat(() => lookForSpikes(store, new Date(now)));
    },

    /** What has yet to be told, of which incidents. */
    async incidentsToTell(): Promise<{ incidentId: string; telling: Telling }[]> {
      const untold = await store.incidents.untold(mostAtOnce);
      return untold.flatMap(({ _id: incidentId, toTell }) => toTell.map((telling) => ({ incidentId, telling })));
    },

    /** @returns the keys of the messages to be sent */
    async putIncidentNotices({ incidentId, telling }: { incidentId: string; telling: Telling }): Promise<string[]> {
      const incident = await store.incidents.byId(incidentId);
      return incident ? putNotices(deps, incident, telling) : [];
    },

    async noteIncidentTold({ incidentId, telling }: { incidentId: string; telling: Telling }): Promise<void> {
      await store.incidents.noteTold(incidentId, telling);
      told.inc({ telling });
      log?.warn({ incidentId, telling }, 'incident told');
    },
  };
}

export type DropOffActivities = ReturnType<typeof createDropOffActivities>;
