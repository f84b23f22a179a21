import { minute } from '../../domain/clock.js';
import { bytesOf } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** What a browser was given to set a way up with: a passkey's challenge, an app's secret. Sealed; gone after a quarter of an hour. */
export type SetUpRow = { _id: string; accountId: string; sealed: Uint8Array; expiresAt: Date };

type Whose = { accountId: string; sessionUid: string; kind: 'passkey' | 'app' };

export const lifetime = 15 * minute;

/** Ways to sign in that are being set up: of each kind one at a time in a session. */
export function waySetUps({ db, sealer }: StoreTools) {
  const rows = db.collection<SetUpRow>('way_set_ups');
  const idOf = ({ sessionUid, kind }: Whose) => `${kind}-${sessionUid}`;
  const live = (whose: Whose, now: Date) => ({
    _id: idOf(whose),
    accountId: whose.accountId,
    expiresAt: { $gt: now },
  });
  const open = (row: SetUpRow | null) =>
    row ? sealer.openJson<string>(bytesOf(row.sealed), `way-set-ups:${row._id}`) : undefined;

  return {
    ensureIndexes: async () => {
      await rows.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      await rows.createIndex({ accountId: 1 });
    },

    /** Begins; what was begun before in the session is void. */
    async begin(whose: Whose, given: string, now: Date): Promise<void> {
      const _id = idOf(whose);
      const sealed = sealer.sealJson(given, `way-set-ups:${_id}`);
      const expiresAt = new Date(now.getTime() + lifetime);
      await rows.updateOne({ _id }, { $set: { accountId: whose.accountId, sealed, expiresAt } }, { upsert: true });
    },

    /** What the browser was given, while it may still be used. */
    async begun(whose: Whose, now: Date): Promise<string | undefined> {
      return open(await rows.findOne(live(whose, now)));
    },

    /** The same, for the last time: of any number at once, one gets it. */
    async take(whose: Whose, now: Date): Promise<string | undefined> {
      return open(await rows.findOneAndDelete(live(whose, now)));
    },

    async eraseAccount(accountId: string): Promise<void> {
      await rows.deleteMany({ accountId });
    },
  };
}
