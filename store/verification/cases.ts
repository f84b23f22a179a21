import type { Level } from '../../domain/levels/levels.js';
import { type CaseState, firstCaseStep } from '../../domain/verification/case-state.js';
import { idsOf, insertNew } from '../collection.js';
import type { Standings } from '../journey/standings.js';
import { projectState } from '../projection.js';
import type { StoreTools } from '../tools.js';

export type CaseRow = Omit<CaseState, 'id'> & {
  _id: string;
  createdAt: Date;
  /** The account's epoch when it was opened: a level proved in it is refused once the epoch has moved on. */
  accountEpoch: number;
  /** Of a recovery's case its id. */
  aside?: string;
};

const stateOf = ({ _id, createdAt: _, accountEpoch: __, aside: ___, ...state }: CaseRow): CaseState => ({
  id: _id,
  ...state,
});

/** Verification cases: the public state their workflows project. What is personal lies in evidence.ts, sealed under the case's key. */
export function cases({ db }: StoreTools, standings: Standings) {
  const rows = db.collection<CaseRow>('cases');
  const liveOwn = (accountId: string) => ({ accountId, live: true, aside: { $exists: false } });
  return {
    ensureIndexes: async () => {
      // One live case per account; those of recoveries stand aside, each for itself.
      const partialFilterExpression = { live: true };
      await rows.createIndex({ accountId: 1, aside: 1 }, { unique: true, partialFilterExpression });
      await rows.createIndex({ accountId: 1, createdAt: -1 });
    },

    /** Opens the account's one live case. @returns the case now live: `opened` is false when there was one already. */
    async open(opening: {
      id: string;
      accountId: string;
      accountEpoch: number;
      journeyId: string;
      wanted: Level;
      level: Level;
      nonce: string;
      recovery?: 'face' | 'verification';
      now: Date;
    }): Promise<{ opened: boolean; state: CaseState }> {
      const row: CaseRow = {
        _id: opening.id,
        accountId: opening.accountId,
        accountEpoch: opening.accountEpoch,
        journeyId: opening.journeyId,
        version: 0,
        epoch: -1,
        live: true,
        wanted: opening.wanted,
        reached: opening.level,
        step: firstCaseStep(opening.level, opening.recovery),
        ...(opening.recovery ? { recovery: opening.recovery, aside: opening.id } : {}),
        nonce: opening.nonce,
        errors: {},
        reasons: [],
        attempts: { details: 0, document: 0, face: 0 },
        updatedAt: opening.now.getTime(),
        createdAt: opening.now,
      };
      if (await insertNew(rows, row)) return { opened: true, state: stateOf(row) };
      const live = await rows.findOne(opening.recovery ? { _id: opening.id } : liveOwn(opening.accountId));
      if (!live) return this.open(opening);
      return { opened: live._id === opening.id, state: stateOf(live) };
    },

    /** Those that are under way, one after the other. */
    liveIds: () => idsOf(rows, { live: true }),

    async byId(id: string): Promise<CaseState | undefined> {
      const row = await rows.findOne({ _id: id });
      return row ? stateOf(row) : undefined;
    },

    /** In which epoch of its account it was opened. */
    accountEpochOf: async (id: string): Promise<number | undefined> =>
      (await rows.findOne({ _id: id }, { projection: { accountEpoch: 1 } }))?.accountEpoch,

    async liveOf(accountId: string): Promise<CaseState | undefined> {
      const row = await rows.findOne(liveOwn(accountId));
      return row ? stateOf(row) : undefined;
    },

    /** The account's newest case, live or over. */
    async newestOf(accountId: string): Promise<CaseState | undefined> {
      const row = await rows.findOne({ accountId, aside: { $exists: false } }, { sort: { createdAt: -1 } });
      return row ? stateOf(row) : undefined;
    },

    /** All of an account, newest first. */
    ofAccount: async (accountId: string, limit: number): Promise<CaseState[]> =>
      (await rows.find({ accountId }).sort({ createdAt: -1 }).limit(limit).toArray()).map(stateOf),

    idsOf: async (accountId: string): Promise<string[]> =>
      (await rows.find({ accountId }, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id),

    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },

    /** Begins it anew in a later epoch, unless it has moved on from where it was seen. @returns whether it did */
    async beginAnew(seen: CaseState, state: CaseState): Promise<boolean> {
      const written = await projectState(rows, state, seen);
      if (written) await standings.lookAfterCase(state, new Date(state.updatedAt));
      return written;
    },

    /** Also when repeated: whoever wrote the state may have been killed before looking at the verifications that it changes. */
    async project(state: CaseState): Promise<boolean> {
      const written = await projectState(rows, state);
      await standings.lookAfterCase(state, new Date(state.updatedAt));
      return written;
    },
  };
}
