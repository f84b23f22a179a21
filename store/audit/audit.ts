import { randomId } from '../../platform/random-id.js';
import type { StoreTools } from '../tools.js';
import { macOf, type Seal } from './audit-chain.js';

/** Who did what to what. Ids and codes only: no personal data. */
export type AuditEntry = {
  at: Date;
  actor: { kind: 'person' | 'checker' | 'partner' | 'system'; id: string };
  /** For example `case.opened`, `evidence.viewed`, `review.decided`, `level.raised`. */
  action: string;
  accountId?: string;
  caseId?: string;
  reviewId?: string;
  journeyId?: string;
  /** A partner's service in the portal: its client id. */
  serviceId?: string;
  /** Codes, versions, thresholds, distances. */
  details?: Record<string, string | number | boolean | string[]>;
};

/** An entry as it lies in the store. `unsealed` until it has its place in the chain (store/audit/seal-audit.ts). */
export type AuditRow = AuditEntry & { _id: string; mac: string; unsealed?: true; seal?: Seal };

/** The audit: entries are only ever appended; they are sealed into a chain of hashes soon after, so that nobody waits for another. */
export function audit({ db, lookup }: StoreTools) {
  const rows = db.collection<AuditRow>('audit');
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ serviceId: 1, at: -1 }, { sparse: true });
      await rows.createIndex({ unsealed: 1 }, { sparse: true });
      await rows.createIndex({ 'seal.number': 1 }, { unique: true, sparse: true });
    },

    /** @param id given by activities, so that a retry does not append twice. */
    async append(entry: AuditEntry, id: string = randomId()): Promise<void> {
      const added = { ...entry, mac: macOf(lookup, { ...entry, _id: id }), unsealed: true as const };
      await rows.updateOne({ _id: id }, { $setOnInsert: added }, { upsert: true });
    },

    ofService: (serviceId: string, limit: number) => rows.find({ serviceId }).sort({ at: -1 }).limit(limit).toArray(),

    /** Of a service, what was done of one kind, the newest first. */
    ofServiceKind: (serviceId: string, action: string, limit: number): Promise<AuditRow[]> =>
      rows.find({ serviceId, action }).sort({ at: -1 }).limit(limit).toArray(),

    /** What was done of these kinds in a time, the newest first. */
    ofKinds: (actions: readonly string[], { from, to }: { from: Date; to: Date }, limit: number): Promise<AuditRow[]> =>
      rows
        .find({ action: { $in: [...actions] }, at: { $gte: from, $lte: to } })
        .sort({ at: -1 })
        .limit(limit)
        .toArray(),

    /** What was done in and to an account, the newest first. */
    ofAccount: (accountId: string, limit: number) => rows.find({ accountId }).sort({ at: -1 }).limit(limit).toArray(),

    /** What was done to an account of these kinds, the newest first. */
    ofAccountBy: (accountId: string, actions: readonly string[], limit: number) =>
      rows
        .find({ accountId, action: { $in: [...actions] } })
        .sort({ at: -1 })
        .limit(limit)
        .toArray(),

    ofCase: (caseId: string, limit: number) => rows.find({ caseId }).sort({ at: -1 }).limit(limit).toArray(),
  };
}
