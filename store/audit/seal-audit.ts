import { insertNew } from '../collection.js';
import type { StoreTools } from '../tools.js';
import type { AuditRow } from './audit.js';
import { type AuditHead, emptyHead, sealAfter } from './audit-chain.js';

/** How many entries get their places at once. */
const atOnce = 500;

/**
 * Gives audit entries their places in the chain. Any process may do it at any time, and be killed in between: what comes next is first
 * written into the head, by one conditional write that only one of several can make, and then to the entries, which anybody may finish.
 */
export function auditSealing({ db, lookup }: StoreTools) {
  const rows = db.collection<AuditRow>('audit');
  const heads = db.collection<AuditHead>('audit_head');

  /** Writes what the head has decided to its entries, and moves the head behind them. Repeating it changes nothing. */
  const finish = async ({ number, pending = [] }: AuditHead): Promise<void> => {
    const last = pending.at(-1)?.seal;
    if (!last) return;
    const writes = pending.map(({ id, seal }) => ({
      updateOne: {
        filter: { _id: id, seal: { $exists: false } },
        update: { $set: { seal }, $unset: { unsealed: '' as const } },
      },
    }));
    await rows.bulkWrite(writes, { ordered: false });
    await heads.updateOne(
      { _id: 'head', number, 'pending.0.seal.hash': pending[0]?.seal.hash },
      { $set: { number: last.number, hash: last.hash }, $unset: { pending: '' } },
    );
  };

  const readHead = async (): Promise<AuditHead> => {
    const head = await heads.findOne({ _id: 'head' });
    if (head) return head;
    await insertNew(heads, { ...emptyHead });
    return emptyHead;
  };

  return {
    ensureIndexes: async () => {},

    /** When the oldest entry was written of those that wait for their place. */
    oldestUnsealed: async (): Promise<Date | undefined> =>
      (
        await rows
          .find({ unsealed: true }, { projection: { at: 1 } })
          .sort({ at: 1 })
          .limit(1)
          .next()
      )?.at,

    /** Where the chain ends now. */
    head: readHead,

    /**
     * Seals entries that wait, oldest first as far as they wait together.
     * @returns how many were given a place by this call; 0 also where another process was quicker
     */
    async sealSome(now: Date): Promise<number> {
      const head = await readHead();
      if (head.pending) {
        await finish(head);
        return 0;
      }
      const waiting = await rows.find({ unsealed: true }).limit(atOnce).toArray();
      if (waiting.length === 0) return 0;
      waiting.sort((a, b) => a.at.getTime() - b.at.getTime());
      let end: Pick<AuditHead, 'number' | 'hash'> = head;
      const pending = waiting.map((row) => {
        // Never made anew here: an entry that was changed or smuggled in while it waited is sealed as it is, and found out.
        const seal = sealAfter(lookup, end, row.mac ?? '', now);
        end = seal;
        return { id: row._id, seal };
      });
      const { number, hash } = head;
      const decided = await heads.updateOne(
        { _id: 'head', number, hash, pending: { $exists: false } },
        { $set: { pending } },
      );
      if (decided.modifiedCount === 0) return 0;
      await finish({ ...head, pending });
      return pending.length;
    },
  };
}
