import { day, hour } from '../../domain/clock.js';
import type { Lookup } from '../../platform/keys/lookup.js';
import type { StoreTools } from '../tools.js';
import { type AuditReport, verifyAudit } from './verify-audit.js';

/** What the last walk through the audit came to, beside the end of its chain. */
export type VerdictRow = {
  _id: 'verdict';
  /** When somebody last began a walk: others leave it to them for a while. */
  begunAt: Date;
  verifiedAt?: Date;
  broken?: boolean;
  /** The end that was right then: what is cut off behind it is found out. */
  head?: AuditReport['head'];
};

export type AuditVerdict = { verifiedAt: Date; broken: boolean };

const every = day;
/** How long one process has for a walk before another begins one. */
const patience = 6 * hour;

/** Walks the audit once a day, whichever process comes first, and keeps what that came to. */
export function auditVerdict({ db, lookup }: { db: StoreTools['db']; lookup: Lookup }) {
  const rows = db.collection<VerdictRow>('audit_head');
  const its = { _id: 'verdict' as const };
  const last = () => rows.findOne(its);

  return {
    /** @returns undefined before the first walk has ended */
    async last(): Promise<AuditVerdict | undefined> {
      const { verifiedAt, broken = false } = (await last()) ?? {};
      return verifiedAt && { verifiedAt, broken };
    },

    /** @returns what is wrong, if anything; undefined also where it is not due, or somebody else's. */
    async verifyWhenDue(now: Date): Promise<AuditReport['broken']> {
      const before = await last();
      const { verifiedAt, begunAt, head } = before ?? {};
      if (verifiedAt && now.getTime() - verifiedAt.getTime() < every) return undefined;
      if (begunAt && now.getTime() - begunAt.getTime() < patience && !(verifiedAt && verifiedAt >= begunAt))
        return undefined;
      if (!(await begin(before, now))) return undefined;
      const report = await verifyAudit({ db, lookup }, head);
      const { broken } = report;
      await rows.updateOne(its, {
        $set: { verifiedAt: now, broken: broken !== undefined, ...(broken ? {} : { head: report.head }) },
      });
      return broken;
    },
  };

  /** @returns whether it is ours: of several that begin at once, one walks. */
  async function begin(before: VerdictRow | null, now: Date): Promise<boolean> {
    if (before) {
      const { modifiedCount } = await rows.updateOne({ ...its, begunAt: before.begunAt }, { $set: { begunAt: now } });
      return modifiedCount === 1;
    }
    const { upsertedCount } = await rows.updateOne(its, { $setOnInsert: { begunAt: now } }, { upsert: true });
    return upsertedCount === 1;
  }
}
