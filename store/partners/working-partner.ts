import type { JWK } from 'jose';
import { keyFits } from '../../domain/partners/registration-rules.js';
import type { Partner } from './partners.js';

/** A public key that a partner uploaded. */
export type UploadedKey = {
  /** Its thumbprint (RFC 7638). */
  id: string;
  jwk: JWK;
  addedAt: Date;
  /** From then on it is not accepted: set when the partner has changed over to another. */
  expiresAt?: Date;
};

/** What lay at the address of a partner's keys when its people last looked from the portal. */
export type SeenKeys = {
  address: string;
  at: Date;
  /** How long the provider keeps such an answer. */
  holdsSeconds: number;
  /** By thumbprint; `goneAt` for those that the last look did not find any more. */
  keys: { id: string; kid?: string; kty: string; since: Date; goneAt?: Date }[];
};

/**
 * What an admin agreed to: what people are shown, what the partner may ask for, and whose word counts for a sign-in. Addresses, keys, and
 * what the partner is held to need no agreement.
 */
export type Approved = Pick<
  Partner,
  | 'name'
  | 'scopes'
  | 'vectors'
  | 'statusApi'
  | 'logo'
  | 'refreshTokens'
  | 'ssoFrom'
  | 'settingsLink'
  | 'delegatedAccess'
>;

/** That part of a registration which takes agreement. */
export function takesAgreement(row: Partner): Approved {
  const { name, scopes, vectors, statusApi, logo, refreshTokens, ssoFrom = [], settingsLink, delegatedAccess } = row;
  return {
    ...{ name, scopes, vectors, statusApi },
    ...(logo ? { logo } : {}),
    ...(refreshTokens ? { refreshTokens } : {}),
    ...(ssoFrom.length > 0 ? { ssoFrom } : {}),
    ...(settingsLink ? { settingsLink } : {}),
    ...(delegatedAccess ? { delegatedAccess } : {}),
  };
}

/** What a registration that its partner keeps has beyond the registration itself. */
export type SelfKept = {
  /** A sandbox's works as soon as it is whole, a live one when an admin has agreed to it. */
  environment: 'sandbox' | 'live';
  keys: UploadedKey[];
  seenKeys?: SeenKeys;
  approved?: Approved & { at: Date; by: string };
  /** Going live was asked for: with what was registered at that moment. */
  request?: { id: string; at: Date; by: string; note: string; asked: Approved };
  /** The last request was turned down, and why. */
  refused?: { at: Date; reason: string };
  closedAt?: Date;
};

/** A partner as it lies in the store. Those that the operator's file registers have no `kept`. */
export type PartnerRow = Partner & { kept?: SelfKept };

/** What a registration needs before it can work. */
export const necessary = ['redirectUris', 'entryPage', 'keys', 'vectors'] as const;

export type Necessary = (typeof necessary)[number];

/** What is still missing in a registration. */
export function missingIn(row: PartnerRow, now: Date): Necessary[] {
  const there: Record<Necessary, boolean> = {
    redirectUris: row.redirectUris.length > 0,
    entryPage: row.entryPage !== '',
    keys:
      Boolean(row.jwksUri) ||
      Boolean(row.jwks) ||
      usableKeys(row, now).some(({ jwk }) => keyFits(jwk, row.assertionAlg)),
    vectors: row.vectors.length > 0,
  };
  return necessary.filter((part) => !there[part]);
}

/** The registration as it counts now; undefined where it does not work: not whole, not agreed to, or closed. */
export function workingPartner(row: PartnerRow, now: Date): Partner | undefined {
  const { kept, ...partner } = row;
  if (!kept) return partner;
  if (kept.closedAt || missingIn(row, now).length > 0) return undefined;
  if (!partner.jwksUri) partner.jwks = { keys: usableKeys(row, now).map(({ jwk }) => jwk) };
  if (kept.environment === 'sandbox') return partner;
  return kept.approved && withinAgreement(partner, kept.approved);
}

/** What people see is what was agreed to; of what may be asked for, that part of it which is still registered. */
function withinAgreement(partner: Partner, approved: Approved): Partner | undefined {
  const { name, logo, scopes, vectors, statusApi, ssoFrom = [] } = approved;
  const { logo: _, ...rest } = partner;
  const left = {
    ...rest,
    name,
    scopes: partner.scopes.filter((scope) => scopes.includes(scope)),
    vectors: partner.vectors.filter((vector) => vectors.includes(vector)),
    ...(partner.defaultVectors && { defaultVectors: partner.defaultVectors.filter((one) => vectors.includes(one)) }),
    statusApi: partner.statusApi && statusApi,
    refreshTokens: Boolean(partner.refreshTokens && approved.refreshTokens),
    settingsLink: Boolean(partner.settingsLink && approved.settingsLink),
    delegatedAccess: Boolean(partner.delegatedAccess && approved.delegatedAccess),
    ssoFrom: (partner.ssoFrom ?? []).filter((one) => ssoFrom.includes(one)),
    ...(logo ? { logo } : {}),
  };
  return left.vectors.length > 0 ? left : undefined;
}

/** What the partner asks for that was not agreed to. */
export function beyondAgreement(row: Partner, approved: Approved): (keyof Approved)[] {
  const { name, logo, ...asked } = takesAgreement(row);
  const more = (Object.keys(asked) as (keyof typeof asked)[]).filter((field) => {
    const [wanted, agreed] = [asked[field], approved[field]];
    return Array.isArray(wanted)
      ? wanted.some((one) => !((agreed ?? []) as string[]).includes(one))
      : wanted && !agreed;
  });
  return [
    ...(name === approved.name ? [] : ['name' as const]),
    ...(logo === approved.logo ? [] : ['logo' as const]),
    ...more,
  ];
}

/** The keys that are still accepted. */
export function usableKeys({ kept }: PartnerRow, now: Date): UploadedKey[] {
  return (kept?.keys ?? []).filter(({ expiresAt }) => !expiresAt || expiresAt > now);
}
