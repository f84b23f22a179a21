import { day } from '../../domain/clock.js';
import {
  type Delegation,
  type DelegationSide,
  type DelegationState,
  openDelegationSteps,
  requestsPerDay,
} from '../../domain/delegation/delegation.js';
import type { DelegationMarks } from '../../domain/delegation/may-act.js';
import type { DelegationDecision } from '../../domain/delegation/review.js';
import type { Details } from '../../domain/person/identity.js';
import { bytesOf, idsOf, insertMissing } from '../collection.js';
import { projectState } from '../projection.js';
import type { StoreTools } from '../tools.js';

/** What is known of a delegation that is personal. */
export type DelegationFacts = {
  /** The address that the actor typed, of whom they ask. */
  askedEmail?: string;
  /** The person in care, as the actor typed who they are. */
  person?: Details;
};

export type DelegationRow = Omit<DelegationState, 'id'> & {
  _id: string;
  /** Keyed hash of the address of the person who is asked. */
  askedKey?: string;
  facts: Uint8Array;
  /** Stopped by one of the two: counts at once, whatever its workflow knows of it. */
  stopped?: { at: Date; by: DelegationSide };
  /** Stopped by a caseworker to protect somebody. Never shown to either of the two. */
  block?: { at: Date; by: string };
  /** What caseworkers found, each of the time since its step began. */
  decisions?: (DelegationDecision & { since: number; at: Date })[];
  createdAt: Date;
};

/** A delegation with what was said of it beside its workflow. */
export type KnownDelegation = DelegationState & {
  marks: DelegationMarks;
  /** What caseworkers found in the step it is at. */
  decisions: DelegationDecision[];
  createdAt: Date;
};

/** Delegations: kept until both people's accounts are erased. */
export function delegations({ db, sealer, lookup }: StoreTools) {
  const rows = db.collection<DelegationRow>('delegations');
  const contextOf = (id: string) => `delegations.facts:${id}`;
  const known = ({
    _id,
    askedKey: _,
    facts: __,
    stopped,
    block,
    decisions = [],
    ...state
  }: DelegationRow): KnownDelegation => ({
    id: _id,
    ...state,
    decisions: decisions.filter(({ since }) => since === state.since),
    marks: { stopped: stopped !== undefined, blocked: block !== undefined },
  });
  const newest = { createdAt: -1 } as const;
  const live = (partnerId: string) => ({ step: 'live', partners: partnerId }) as const;
  const list = async (which: object): Promise<KnownDelegation[]> =>
    (await rows.find(which).sort(newest).limit(100).toArray()).map(known);

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ actorId: 1, createdAt: -1 });
      await rows.createIndex({ subjectId: 1, createdAt: -1 }, { sparse: true });
      await rows.createIndex({ askedKey: 1, step: 1 }, { sparse: true });
      // What waits for staff: few of all, the longest waiting first.
      await rows.createIndex({ step: 1, since: 1 });
    },

    /** The row exists before its workflow does. Repeating it changes nothing. */
    async open(delegation: Delegation, facts: DelegationFacts, nonce: string, now: Date): Promise<void> {
      const { id, ...state } = delegation;
      const { askedEmail } = facts;
      const row: DelegationRow = {
        ...{ _id: id, ...state, nonce, version: 0, epoch: -1, since: now.getTime(), updatedAt: now.getTime() },
        facts: sealer.sealJson(facts, contextOf(id)),
        ...(askedEmail === undefined ? {} : { askedKey: lookup.lookup('email', askedEmail) }),
        createdAt: now,
      };
      await insertMissing(rows, [row]);
    },

    /**
     * Opens what a person asks for, unless they have asked for as much as they may in a day. Of several at once too few may be kept, and
     * never too many. Repeating it changes nothing. @returns whether it is there
     */
    async request(delegation: Delegation, facts: DelegationFacts, nonce: string, now: Date): Promise<boolean> {
      const { id, actorId } = delegation;
      await this.open(delegation, facts, nonce, now);
      const since = new Date(now.getTime() - day);
      const asked = await rows.countDocuments({ actorId, createdAt: { $gt: since } });
      if (asked <= requestsPerDay) return true;
      // What a workflow has taken up was counted before.
      await rows.deleteOne({ _id: id, epoch: -1 });
      return (await rows.findOne({ _id: id }, { projection: { _id: 1 } })) !== null;
    },

    project: (state: DelegationState) => projectState(rows, state),

    /** Those that have not ended, one after the other. */
    openIds: () => idsOf(rows, { step: { $in: [...openDelegationSteps] } }),

    async byId(id: string): Promise<KnownDelegation | undefined> {
      const row = await rows.findOne({ _id: id });
      return row ? known(row) : undefined;
    },

    async facts(id: string): Promise<DelegationFacts> {
      const row = await rows.findOne({ _id: id }, { projection: { facts: 1 } });
      return row ? sealer.openJson<DelegationFacts>(bytesOf(row.facts), contextOf(id)) : {};
    },

    /** What somebody may do for others, or asked for; the newest first. */
    ofActor: (actorId: string) => list({ actorId }),

    /** Who may act for somebody, or might. */
    ofSubject: (subjectId: string) => list({ subjectId }),

    /** Who asks whoever has that address. Requests that a caseworker stands in the way of are not shown. @param emailKey of an account */
    askedOf: (emailKey: string) =>
      list({ askedKey: emailKey, step: 'asked', stopped: { $exists: false }, block: { $exists: false } }),

    /** Whether a delegation asks whoever has that address. */
    async asks(id: string, emailKey: string): Promise<boolean> {
      return (await rows.findOne({ _id: id, askedKey: emailKey }, { projection: { _id: 1 } })) !== null;
    },

    /** Those by which somebody may be able to act at a partner now. */
    liveAt: (actorId: string, partnerId: string) => list({ actorId, ...live(partnerId) }),

    /** The same as stages of an aggregation over an actor's, whose rows `known` reads. */
    liveAs: (partnerId: string) => [{ $match: live(partnerId) }, { $sort: newest }, { $limit: 100 }],
    known,

    /** From now on it opens nothing. @returns false where somebody has stopped it before */
    async stop(id: string, by: DelegationSide, now: Date): Promise<boolean> {
      const open = { _id: id, stopped: { $exists: false } };
      return (await rows.updateOne(open, { $set: { stopped: { at: now, by } } })).modifiedCount === 1;
    },

    /** What caseworkers are to look at, the longest waiting first. */
    awaitingStaff: (limit: number): Promise<KnownDelegation[]> =>
      rows
        .find({
          $or: [{ step: 'in-review' }, { step: 'paused', basis: { $ne: 'consent' } }],
          stopped: { $exists: false },
          block: { $exists: false },
        })
        .sort({ since: 1 })
        .limit(limit)
        .toArray()
        .then((found) => found.map(known)),

    /**
     * Keeps what a caseworker found, if nobody else has said something meanwhile: of two at once one counts, and looks again.
     * @returns false where it was not kept
     */
    async decide({ id, since, decisions }: KnownDelegation, decision: DelegationDecision, now: Date): Promise<boolean> {
      const seen = decisions.map(({ checkerId }) => checkerId);
      const said = { since, checkerId: { $nin: seen } };
      const unchanged = { _id: id, since, decisions: { $not: { $elemMatch: said } } };
      const kept = { ...decision, since, at: now };
      if (seen.includes(decision.checkerId)) return false;
      return (await rows.updateOne(unchanged, { $push: { decisions: kept } })).modifiedCount === 1;
    },

    /** From now on it opens nothing, and neither of the two is told why. @param by the caseworker */
    async block(id: string, by: string, now: Date): Promise<void> {
      await rows.updateOne({ _id: id, block: { $exists: false } }, { $set: { block: { at: now, by } } });
    },

    /** Both people's other delegations stay as they are; what only this account took part in goes. */
    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ $or: [{ actorId: accountId }, { subjectId: accountId }] });
    },
  };
}
