import type { Fact, Facts } from '../../domain/partners/conformance.js';
import type { StoreTools } from '../tools.js';

/** One request of a partner, or of a browser it sent: nothing of any person. */
export type NotedRequest = {
  at: Date;
  /** `POST /token`; of the partner API the pattern, never the address itself. */
  endpoint: string;
  status: number;
  /** What came of it: an error code, `code`, `ok`. */
  outcome: string;
  requestId?: string;
};

/** What one process saw since it last wrote. */
export type SeenOfPartner = { requests: NotedRequest[]; facts: Map<Fact, Date> };

export type ActivityRow = { _id: string; requests: NotedRequest[]; facts?: Facts };

/** How many of a partner's requests are kept. */
export const keptRequests = 200;

/** What partners' requests came to: the last ones, and which kinds were ever seen. One row each, written now and then. */
export function partnerActivity({ db }: StoreTools) {
  const rows = db.collection<ActivityRow>('partner_activity');
  return {
    ensureIndexes: async () => {},

    /** One write for each partner that was seen, whatever the number of its requests. */
    async add(seen: ReadonlyMap<string, SeenOfPartner>): Promise<void> {
      if (seen.size === 0) return;
      const operations = [...seen].map(([_id, { requests, facts }]) => ({
        updateOne: {
          filter: { _id },
          update: {
            $push: { requests: { $each: requests, $slice: -keptRequests } },
            ...(facts.size > 0 && {
              $min: Object.fromEntries([...facts].map(([fact, at]) => [`facts.${fact}.first`, at])),
              $max: Object.fromEntries([...facts].map(([fact, at]) => [`facts.${fact}.last`, at])),
            }),
          },
          upsert: true,
        },
      }));
      await rows.bulkWrite(operations, { ordered: false });
    },

    /** The newest request first. */
    async of(partnerId: string): Promise<{ requests: NotedRequest[]; facts: Facts }> {
      const row = await rows.findOne({ _id: partnerId });
      return { requests: row?.requests.toReversed() ?? [], facts: row?.facts ?? {} };
    },
  };
}
