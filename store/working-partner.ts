import type { JWK } from 'jose';
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

/** What an admin agreed to: what people are shown, and what the partner may ask for. Addresses and keys need no agreement. */
export type Approved = Pick<Partner, 'name' | 'scopes' | 'vectors' | 'statusApi' | 'logo'>;

/** What a registration that its partner keeps has beyond the registration itself. */
export type SelfKept = {
  /** A sandbox's works as soon as it is whole, a live one when an admin has agreed to it. */
  environment: 'sandbox' | 'live';
  keys: UploadedKey[];
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
    keys: Boolean(row.jwksUri) || Boolean(row.jwks) || usableKeys(row, now).length > 0,
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

/** What people see is what was agreed to; what may be asked for is that part of it which is still registered. */
function withinAgreement(partner: Partner, { name, logo, scopes, vectors, statusApi }: Approved): Partner | undefined {
  const { logo: _, ...rest } = partner;
  const left = {
    ...rest,
    name,
    scopes: partner.scopes.filter((scope) => scopes.includes(scope)),
    vectors: partner.vectors.filter((vector) => vectors.includes(vector)),
    ...(partner.defaultVectors && { defaultVectors: partner.defaultVectors.filter((one) => vectors.includes(one)) }),
    statusApi: partner.statusApi && statusApi,
    ...(logo ? { logo } : {}),
  };
  return left.vectors.length > 0 ? left : undefined;
}

/** Whether the partner asks for something that was not agreed to. */
export function goesBeyond(row: Partner, approved: Approved): boolean {
  return (
    row.name !== approved.name ||
    row.logo !== approved.logo ||
    (row.statusApi && !approved.statusApi) ||
    row.scopes.some((scope) => !approved.scopes.includes(scope)) ||
    row.vectors.some((vector) => !approved.vectors.includes(vector))
  );
}

/** The keys that are still accepted. */
export function usableKeys({ kept }: PartnerRow, now: Date): UploadedKey[] {
  return (kept?.keys ?? []).filter(({ expiresAt }) => !expiresAt || expiresAt > now);
}
