import type { KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { z } from 'zod';
import type { PdsContactKind } from '../../domain/accounts/contact-update.js';
import { randomId } from '../../platform/random-id.js';
import { refusal } from '../../platform/temporal/activity-failure.js';
import type { PdsContacts } from '../../store/accounts/contact-updates.js';
import { type PdsAnswer, pdsAccess, pdsRequest } from './request.js';
import type { PdsOptions } from './token.js';

export interface PdsContactOptions extends PdsOptions {
  /** The provider whose ID tokens PDS exchanges: ourselves. */
  readonly issuer: string;
  /** Signs them, by RS512. */
  readonly signer: () => { kid: string; key: KeyObject };
}

/** Whose record, on whose behalf. */
export type PdsUser = { accountId: string; nhsNumber: string };

export type ReadContacts = { held: PdsContacts; version: string } | 'restricted';

/** A person's own contacts in PDS: user-restricted access, which takes that they proved who they are (P9). */
export interface PdsContactClient {
  /** @throws retryable failures when PDS is down or throttles, else final ones. */
  read(user: PdsUser, purpose: string): Promise<ReadContacts>;
  /**
   * Puts these contacts in place of those that PDS holds, if the record is still at that version.
   * @param purpose the same for each retry: PDS then answers as it did, and nothing is written twice.
   * @returns `conflict` where somebody changed the record meanwhile: nothing was written.
   */
  write(user: PdsUser, contacts: PdsContacts, version: string, purpose: string): Promise<'written' | 'conflict'>;
}

const telecom = z.looseObject({
  id: z.string().optional(),
  system: z.string().optional(),
  use: z.string().optional(),
  value: z.string().optional(),
  period: z.looseObject({ end: z.string().optional() }).optional(),
});
const record = z.object({
  resourceType: z.literal('Patient'),
  meta: z.object({
    versionId: z.coerce.string(),
    security: z.array(z.object({ code: z.string().optional() })).optional(),
  }),
  telecom: z.array(telecom).optional(),
});
type Telecom = z.infer<typeof telecom>;

/** @param options the credentials of the application; each person's access is an exchange of an ID token (RFC 8693) that we sign */
export function createPdsContacts(options: PdsContactOptions): PdsContactClient {
  const { pdsApiKey, issuer, signer } = options;

  const idToken = ({ accountId, nhsNumber }: PdsUser): Promise<string> => {
    const { kid, key } = signer();
    return new SignJWT({ nhs_number: nhsNumber, vot: 'P9.Cp.Cd', identity_proofing_level: 'P9' })
      .setProtectedHeader({ alg: 'RS512', typ: 'JWT', kid })
      .setIssuer(issuer)
      .setAudience(pdsApiKey)
      .setSubject(accountId)
      .setJti(randomId())
      .setIssuedAt()
      .setExpirationTime('2 minutes')
      .sign(key);
  };

  /** One person's tokens, for one piece of work: none is kept for another person. */
  const accessFor = (user: PdsUser) => pdsAccess(options, () => idToken(user));
  const path = ({ nhsNumber }: PdsUser) => `/Patient/${encodeURIComponent(nhsNumber)}`;

  return {
    async read(user, purpose) {
      const { meta, telecom: held = [] } = readRecord(await pdsRequest(accessFor(user), path(user), purpose));
      if (meta.security?.some(({ code }) => code !== 'U')) return 'restricted';
      const email = present(held, 'email')?.value;
      const mobile = parsePhoneNumberFromString(present(held, 'mobile')?.value ?? '', 'GB')?.number;
      return { held: { ...(email && { email }), ...(mobile && { mobile }) }, version: meta.versionId };
    },

    async write(user, contacts, version, purpose) {
      const access = accessFor(user);
      const before = readRecord(await pdsRequest(access, path(user), `${purpose} before`));
      const change = { version, patches: patchesFor(before.telecom ?? [], contacts) };
      // The record is at another version than the one we read places in: what we would send may be sent already, as PDS then says.
      const answer = await pdsRequest(access, path(user), purpose, change);
      if (answer.status === 409) return 'conflict';
      readRecord(answer);
      return 'written';
    },
  };
}

function readRecord({ status, body, outcome }: PdsAnswer) {
  if (status !== 200 || outcome !== undefined) throw refusal('pds_refused');
  const parsed = record.safeParse(body);
  if (!parsed.success) throw refusal('pds_unreadable');
  return parsed.data;
}

const isKind = ({ system, use }: Telecom, kind: PdsContactKind) =>
  kind === 'email' ? system === 'email' : system === 'phone' && use === 'mobile';

const present = (held: readonly Telecom[], kind: PdsContactKind): Telecom | undefined =>
  held.find((one) => isKind(one, kind) && !one.period?.end);

/** JSON Patch as PDS takes it: an element is replaced whole, with its id, system and use; what is not there yet is added at the end. */
function patchesFor(held: readonly Telecom[], contacts: PdsContacts): object[] {
  const start = new Date().toISOString().slice(0, 10);
  return (['email', 'mobile'] as const).flatMap((kind): object[] => {
    const contact = contacts[kind];
    if (!contact) return [];
    const value = kind === 'mobile' ? contact.replace(/^\+44/, '0') : contact;
    const old = present(held, kind);
    if (old) return [{ op: 'replace', path: `/telecom/${held.indexOf(old)}`, value: { ...old, value } }];
    const made = kind === 'email' ? { system: 'email', use: 'home' } : { system: 'phone', use: 'mobile' };
    return [{ op: 'add', path: '/telecom/-', value: { ...made, value, period: { start } } }];
  });
}
