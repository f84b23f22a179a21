import { domainsAbove, emailDomain } from '../../domain/person/email-domain.js';
import type { StoreTools } from '../tools.js';

export type BlockedEmailDomain = {
  /** As domain/person/email-domain.ts writes it. */
  _id: string;
  by: string;
  incident: string;
  at: Date;
};

/** Domains with whose addresses no account is made, nor changed to. Those that an account has already stay as they are. */
export function blockedEmailDomains({ db }: StoreTools) {
  const rows = db.collection<BlockedEmailDomain>('blocked_email_domains');
  return {
    ensureIndexes: async () => {},

    list: (): Promise<BlockedEmailDomain[]> => rows.find({}).sort({ _id: 1 }).limit(2_000).toArray(),

    /** @returns false where it is blocked already: what was noted then stays. */
    async block({ _id, ...row }: BlockedEmailDomain): Promise<boolean> {
      return (await rows.updateOne({ _id }, { $setOnInsert: row }, { upsert: true })).upsertedCount === 1;
    },

    async unblock(domain: string): Promise<boolean> {
      return (await rows.deleteOne({ _id: domain })).deletedCount === 1;
    },

    /** Whether the domain of an address, or one that it lies in, is blocked. What has no domain is not. */
    async covers(email: string): Promise<boolean> {
      const domain = emailDomain(email);
      if (!domain) return false;
      return (await rows.countDocuments({ _id: { $in: domainsAbove(domain) } }, { limit: 1 })) > 0;
    },
  };
}
