import type { JWK } from 'jose';
import type { StoreTools } from './tools.js';

/** An OpenID Connect client of Surety, as registered. */
export type Partner = {
  /** The client_id. */
  _id: string;
  /** What people see. */
  name: string;
  /** Exact match, https outside localhost, at most 10. */
  redirectUris: string[];
  postLogoutRedirectUris: string[];
  /** Public keys, or where to fetch them. */
  jwks?: { keys: JWK[] };
  jwksUri?: string;
  /** How the partner signs its assertions: RS512, RS256, ES256 or PS256. */
  assertionAlg: 'RS512' | 'RS256' | 'ES256' | 'PS256';
  scopes: string[];
  /** The vectors it may ask for, for example `P9.Cp.Cd`. */
  vectors: string[];
  /** Where people begin: shown wherever a way leads back without a live interaction. */
  entryPage: string;
  /** OpenID Connect Core 4: where Surety sends people to begin signing in anew. */
  initiateLoginUri?: string;
  /** May it use the verification API? */
  statusApi: boolean;
  /** Addresses the verification API may send people back to. */
  returnAddresses: string[];
  /** The dated version of the partner API that answers where a request names none; the oldest if left out. */
  apiVersion?: string;
  /** Requests a minute that the partner API takes; five times as many at the token endpoint. */
  requestsPerMinute?: number;
};

/** Partners: few, read often, changed rarely. */
export function partners({ db }: StoreTools) {
  const rows = db.collection<Partner>('partners');
  const cache = new Map<string, { partner: Partner | null; until: number }>();
  return {
    ensureIndexes: async () => {},

    /** Registers or replaces a partner. */
    async put(partner: Partner): Promise<void> {
      const { _id, ...fields } = partner;
      await rows.replaceOne({ _id }, fields, { upsert: true });
      cache.delete(_id);
    },

    /** Cached for 10 seconds: every request of a partner asks for it. */
    async byId(id: string): Promise<Partner | null> {
      const cached = cache.get(id);
      if (cached && cached.until > Date.now()) return cached.partner;
      const partner = await rows.findOne({ _id: id });
      cache.set(id, { partner, until: Date.now() + 10_000 });
      if (cache.size > 1_000) cache.clear();
      return partner;
    },
  };
}
