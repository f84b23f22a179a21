import type { JWK } from 'jose';
import type { SigningAlgorithm } from '../../domain/partners/signing-algorithms.js';
import type { StoreTools } from '../tools.js';
import { type PartnerRow, workingPartner } from './working-partner.js';

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
  /** How the partner signs its assertions and request objects. */
  assertionAlg: SigningAlgorithm;
  /** How ID tokens and access tokens for it are signed; left out: RS512, with FAPI PS256. */
  idTokenAlg?: SigningAlgorithm;
  scopes: string[];
  /** The vectors it may ask for, for example `P9.Cp.Cd`. */
  vectors: string[];
  /** Those of them that a request without `vtr` asks for; left out: NHS login's default, as far as it is registered. */
  defaultVectors?: string[];
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
  /** Takes people who act for somebody else: it reads `act` and keeps to what a delegation opens. */
  delegatedAccess?: boolean;
  /** Gets refresh tokens. */
  refreshTokens?: boolean;
  /** Must send its requests as signed request objects (RFC 9101). */
  signedRequests?: boolean;
  /** Must push its requests (RFC 9126). */
  pushedRequests?: boolean;
  /** Gets access tokens only for a key that it proves to hold (RFC 9449). */
  dpop?: boolean;
  /** `fapi2`: keeps to the FAPI 2.0 Security Profile, and is held to it. */
  profile?: 'fapi2';
  /** Gets a code with a letter instead of `access_denied` where a verification has not reached the level. */
  returnCodes?: boolean;
  /** The id of its picture (store/partners/logos.ts), shown beside its name. */
  logo?: string;
  /** Partners that may bring their people along without a second sign-in (`asserted_login_identity`). */
  ssoFrom?: string[];
  /** May it send its people to Surety's settings in the same way? */
  settingsLink?: boolean;
  /** OpenID Connect Back-Channel Logout 1.0, §2.2: where it is told that a session is over, and whether by `sid` only. */
  backchannelLogoutUri?: string;
  backchannelLogoutSessionRequired?: boolean;
  /** OpenID Connect Front-Channel Logout 1.0, §2: a page that ends its session in the browser that loads it. */
  frontchannelLogoutUri?: string;
};

/** Partners: few, read often, changed rarely. */
export function partners({ db }: StoreTools) {
  const rows = db.collection<PartnerRow>('partners');
  const cache = new Map<string, { partner: Partner | null; until: number }>();
  return {
    ensureIndexes: async () => {
      await rows.createIndex({ delegatedAccess: 1 }, { sparse: true });
    },

    /** Registers or replaces a partner. */
    async put(partner: Partner): Promise<void> {
      const { _id, ...fields } = partner;
      await rows.replaceOne({ _id }, fields, { upsert: true });
      cache.delete(_id);
    },

    /** A registration was changed: it is read anew. In other processes that takes up to 10 seconds. */
    forget: (id: string): void => void cache.delete(id),

    /** The name of a partner that has stopped using Surety, as people knew it; undefined of any other. */
    async closedName(id: string): Promise<string | undefined> {
      const row = await rows.findOne({ _id: id, 'kept.closedAt': { $exists: true } });
      return row?.kept?.approved?.name ?? row?.name;
    },

    /** Working partners that take people who act for others, by name. */
    async takingDelegates(): Promise<Partner[]> {
      const found = await rows.find({ delegatedAccess: true }).limit(100).toArray();
      const working = found.flatMap((row) => workingPartner(row, new Date()) ?? []);
      return working.filter((one) => one.delegatedAccess).sort((a, b) => a.name.localeCompare(b.name));
    },

    /** A partner whose registration works. Cached for 10 seconds: every request of a partner asks for it. */
    async byId(id: string): Promise<Partner | null> {
      const cached = cache.get(id);
      if (cached && cached.until > performance.now()) return cached.partner;
      const row = await rows.findOne({ _id: id });
      const partner = (row && workingPartner(row, new Date())) ?? null;
      cache.set(id, { partner, until: performance.now() + 10_000 });
      if (cache.size > 1_000) cache.clear();
      return partner;
    },
  };
}
