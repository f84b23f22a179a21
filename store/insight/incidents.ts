import { day } from '../../domain/clock.js';
import type { Change, Size } from '../../domain/insight/incident.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { Step } from '../../domain/journey/steps.js';
import { randomId } from '../../platform/random-id.js';
import { bytesOf, isDuplicateKey } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** What is to be told of an incident, once each. */
export type Telling = 'opened' | 'over';

/** What a partner says itself. Its words are sealed: people write names into everything. */
export type IncidentReport = { id: string; at: Date; by: string; text: Uint8Array };

/** One rise of several that an incident is made of: people lost at its step, or, with a reason, who met that there. */
export type Rise = { reason?: Reason; since: Date; at: Date; size: Size };

/** More people than usual are lost at a step of a partner’s journeys, or meet a reason there; or a partner says that something is odd. */
export type Incident = {
  _id: string;
  partnerId: string;
  /** None where a partner could not say. */
  step?: Step;
  reason?: Reason;
  state: 'live' | 'over';
  /** When it began, as far as is known; when it was seen; when it was over. */
  since: Date;
  openedAt: Date;
  overAt?: Date;
  /** Who said that it is over: the watch, or the id of a member of staff. */
  overBy?: string;
  /** It is how things are from now on: what was before is nothing to compare with any more. */
  newNormal?: true;
  /** As it was when it was seen; nothing where only a partner reported it. */
  size?: Size;
  /** What else rose at the same step within a day: one cause shows in several figures. */
  also?: Rise[];
  followed: Change[];
  reports: IncidentReport[];
  /** While it is live, and not older than a day: what else rises at its step joins it. At most one does. */
  gathers?: true;
  /** What staff say about it, to the partner too. */
  note?: string;
  toTell: Telling[];
};

export type Spike = Pick<Incident, 'partnerId' | 'step' | 'reason' | 'since'> & { size: Size; followed: Change[] };

export const keptFor = 400 * day;
const mostReports = 50;
/** A rise at the step of a live incident is of the same cause, unless it comes so long after that one was opened. */
const sameCauseFor = day;

/** What rose in an incident, the first first; nothing where only a partner reported it. */
export const risesOf = ({ reason, since, openedAt: at, size, also = [] }: Incident): Rise[] =>
  size ? [{ ...(reason && { reason }), since, at, size }, ...also] : [];

/** What is wrong at partners’ journeys. Of one partner, step and reason at most one is live; of one partner and step at most one gathers. */
export function incidents({ db, sealer }: StoreTools) {
  const rows = db.collection<Incident>('incidents');
  const of = ({ partnerId, step, reason }: Pick<Incident, 'partnerId' | 'step' | 'reason'>) => ({
    partnerId,
    step: step ?? { $exists: false },
    reason: reason ?? { $exists: false },
    state: 'live' as const,
  });
  const gathering = ({ partnerId, step }: Pick<Incident, 'partnerId' | 'step'>) => ({
    ...{ partnerId, step: step ?? { $exists: false } },
    gathers: true as const,
  });
  const whereabouts = ({ partnerId, step, reason }: Pick<Incident, 'partnerId' | 'step' | 'reason'>) => ({
    partnerId,
    ...(step && { step }),
    ...(reason && { reason }),
  });
  /** @returns the one that is live now, where somebody else was faster */
  const open = async (incident: Incident): Promise<Incident> => {
    try {
      await rows.insertOne(incident);
      return incident;
    } catch (error) {
      const there = { $or: [of(incident), gathering(incident)] };
      const live = isDuplicateKey(error) ? await rows.findOne(there) : undefined;
      if (!live) throw error;
      return live;
    }
  };

  return {
    ensureIndexes: async () => {
      await rows.createIndex(
        { partnerId: 1, step: 1, reason: 1 },
        { unique: true, partialFilterExpression: { state: 'live' } },
      );
      await rows.createIndex({ partnerId: 1, step: 1 }, { unique: true, partialFilterExpression: { gathers: true } });
      await rows.createIndex({ partnerId: 1, openedAt: -1 });
      await rows.createIndex({ openedAt: -1 });
      await rows.createIndex({ overAt: 1 }, { expireAfterSeconds: keptFor / 1_000 });
      await rows.createIndex({ 'toTell.0': 1 }, { sparse: true });
      await rows.createIndex({ state: 1, openedAt: -1 });
    },

    byId: (id: string) => rows.findOne({ _id: id }),

    ofPartner: (partnerId: string, limit: number): Promise<Incident[]> =>
      rows.find({ partnerId }).sort({ openedAt: -1 }).limit(limit).toArray(),

    /** For staff: the live ones first, each the newest first. */
    newest: (limit: number): Promise<Incident[]> =>
      rows.find({}).sort({ state: 1, openedAt: -1 }).limit(limit).toArray(),

    /** What the watch must know: those that are live, and those that were over after a moment. */
    watched: (partnerId: string, after: Date): Promise<Incident[]> =>
      rows.find({ partnerId, size: { $exists: true }, $or: [{ state: 'live' }, { overAt: { $gt: after } }] }).toArray(),

    /**
     * The watch sees a rise. One that a partner reported already gets its size; what rises at the same step within a day joins what is live there;
     * what is known already stays as it is. So it is however many see it at once: one incident is opened, and told.
     */
    async see(spike: Spike, now: Date): Promise<void> {
      const { reason, size, followed, since } = spike;
      const opened = { $lte: new Date(now.getTime() - sameCauseFor) };
      await rows.updateOne({ ...gathering(spike), openedAt: opened }, { $unset: { gathers: '' } });
      const known = (await rows.findOne(of(spike))) ?? (await rows.findOne(gathering(spike)));
      const incident: Incident = {
        ...{ _id: randomId(), ...whereabouts(spike), state: 'live', gathers: true, since, openedAt: now, size },
        ...{ followed, reports: [], toTell: ['opened'] },
      };
      const live = known ?? (await open(incident));
      if (live._id === incident._id || risesOf(live).some((rise) => rise.reason === reason)) return;
      const still = { _id: live._id, state: 'live' as const };
      if (!live.size) {
        const $set = { size, followed, since, ...(reason && { reason }) };
        const reported = { ...still, size: { $exists: false } };
        const sized = await rows.updateOne(reported, { $set, $addToSet: { toTell: 'opened' as const } });
        if (sized.matchedCount === 1) return;
      }
      const rise = { ...(reason && { reason }), since, at: now, size };
      const fresh = {
        reason: reason ? { $ne: reason } : { $exists: true },
        also: { $not: { $elemMatch: { reason: reason ?? { $exists: false } } } },
      };
      await rows.updateOne({ ...still, ...fresh }, { $push: { also: rise } });
    },

    /**
     * A partner reports something. It joins what is live at that step, whatever reason that is of; else it is an incident by itself.
     * @returns the incident’s id, or undefined where there are too many reports
     */
    async report(
      { partnerId, step }: Pick<Incident, 'partnerId' | 'step'>,
      { id, by, text }: { id: string; by: string; text: string },
      now: Date,
    ): Promise<string | undefined> {
      const sealed = { id, by, at: now, text: sealer.sealJson(text, `incidents.report:${id}`) };
      const here = { partnerId, ...(step ? { step } : {}), state: 'live' as const };
      const earlier = await rows.findOne(here, { sort: { openedAt: -1 } });
      const live =
        earlier ??
        (await open({
          ...{ _id: randomId(), ...whereabouts({ partnerId, ...(step && { step }) }), state: 'live', gathers: true },
          ...{ since: now, openedAt: now, followed: [], reports: [], toTell: ['opened'] },
        }));
      const room = { [`reports.${mostReports - 1}`]: { $exists: false } };
      const added = await rows.updateOne({ _id: live._id, state: 'live', ...room }, { $push: { reports: sealed } });
      return added.matchedCount === 1 ? live._id : undefined;
    },

    textOf: ({ id, text }: IncidentReport): string => sealer.openJson<string>(bytesOf(text), `incidents.report:${id}`),

    async annotate(id: string, note: string): Promise<void> {
      await rows.updateOne({ _id: id }, note ? { $set: { note } } : { $unset: { note: '' } });
    },

    /** @returns false where it was over already */
    async end(id: string, { by, at, newNormal }: { by: string; at: Date; newNormal?: boolean }): Promise<boolean> {
      const $set = { state: 'over' as const, overAt: at, overBy: by, ...(newNormal && { newNormal: true as const }) };
      const ending = { $set, $unset: { gathers: '' as const }, $addToSet: { toTell: 'over' as const } };
      const ended = await rows.updateOne({ _id: id, state: 'live' }, ending);
      return ended.matchedCount === 1;
    },

    /** Of what somebody has yet to be told. */
    untold: (limit: number): Promise<Incident[]> =>
      rows
        .find({ 'toTell.0': { $exists: true } })
        .sort({ openedAt: 1 })
        .limit(limit)
        .toArray(),

    async noteTold(id: string, telling: Telling): Promise<void> {
      await rows.updateOne({ _id: id }, { $pull: { toTell: telling } });
    },
  };
}
