import type { Filter, FindCursor } from 'mongodb';
import type { StoreTools } from '../tools.js';
import type { AuditRow } from './audit.js';

/** What is looked for; all that is given must agree. `to` is not part of it any more. */
export type AuditSought = {
  from: Date;
  to?: Date | undefined;
  action?: string | undefined;
  actorId?: string | undefined;
  accountId?: string | undefined;
  caseId?: string | undefined;
};

/** The last entry of a page, after which the next one begins. */
export type AuditPlace = { at: Date; id: string };

/** Newest first; entries of one moment by their ids, so that each stands on one page only. */
const order = { at: -1, _id: -1 } as const;
/** An index is read either way. (The development database leaves entries of the first moment out of one that descends.) */
const backwards = { at: 1, _id: 1 } as const;

/** Finds entries of the audit. Each search has an index in its own order: none sorts, however many there are. */
export function auditSearch({ db }: StoreTools) {
  const rows = db.collection<AuditRow>('audit');
  return {
    ensureIndexes: async () => {
      for (const field of ['accountId', 'caseId', 'actor.id', 'action']) {
        await rows.createIndex({ [field]: 1, ...backwards });
      }
      await rows.createIndex(backwards);
    },

    page: (sought: AuditSought, limit: number, after?: AuditPlace): Promise<AuditRow[]> =>
      rows.find(filterOf(sought, after)).sort(order).limit(limit).toArray(),

    /** All of them, one after the other as they are taken. */
    all: (sought: AuditSought): FindCursor<AuditRow> => rows.find(filterOf(sought)).sort(order),
  };
}

function filterOf({ from, to, action, actorId, accountId, caseId }: AuditSought, after?: AuditPlace): Filter<AuditRow> {
  const at = { $gte: from, ...(to ? { $lt: to } : {}) };
  const given = { action, 'actor.id': actorId, accountId, caseId };
  return {
    at,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(after ? { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after.id } }] } : {}),
  };
}
