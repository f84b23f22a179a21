import { readFile } from 'node:fs/promises';
import type { JWK } from 'jose';
import { z } from 'zod';
import { knownScopes } from '../domain/claims.js';
import { addressProblem } from '../domain/registered-address.js';
import { fapiAlgorithms, type SigningAlgorithm, signingAlgorithms } from '../domain/signing-algorithms.js';
import { isCompleteVector } from '../domain/vectors.js';
import { SuretyError } from '../platform/errors.js';
import { isPartnerKey } from '../platform/partner-key.js';
import type { Store } from '../store/database.js';
import type { Partner } from '../store/partners.js';
import { versionDates } from './partner/versions.js';
import { firstPartyId } from './provider/first-party.js';
import { verificationsScope } from './provider/partner-api-resource.js';

/** https anywhere, http on this machine only; no fragment, and no wildcard. */
const address = z
  .string()
  .refine((text) => !addressProblem(text), 'an https address (http on localhost), without a fragment');

/** A redirect address is compared as text: what a query could vary, it must not have. */
const redirectAddress = address.refine(
  (text) => addressProblem(text) || !addressProblem(text, { withoutQuery: true }),
  'an address without a query',
);

const scopes: readonly string[] = [...knownScopes, verificationsScope];

const vectors = z.array(z.string().refine(isCompleteVector, 'a vector such as P9.Cp.Cd')).min(1);

const partner = z.strictObject({
  _id: z
    .string()
    .regex(/^[\w-]{1,100}$/, '1 to 100 letters, digits, _ or -')
    .refine((id) => id !== firstPartyId, 'not the name of Surety itself'),
  name: z.string().min(1).max(100),
  redirectUris: z.array(redirectAddress).min(1).max(10),
  postLogoutRedirectUris: z.array(address).max(10),
  jwks: z
    .object({ keys: z.array(z.custom<JWK>(isPartnerKey, 'a public RSA key of 2048 bits or P-256')).min(1) })
    .optional(),
  jwksUri: address.optional(),
  assertionAlg: z.enum(signingAlgorithms),
  idTokenAlg: z.enum(signingAlgorithms).optional(),
  scopes: z.array(z.string().refine((scope) => scopes.includes(scope), 'a known scope')),
  vectors: vectors.max(20),
  defaultVectors: vectors.optional(),
  entryPage: address,
  initiateLoginUri: address.optional(),
  statusApi: z.boolean(),
  returnAddresses: z.array(address).max(10),
  apiVersion: z
    .string()
    .refine((date) => versionDates.includes(date), 'a version of the partner API')
    .optional(),
  requestsPerMinute: z.int().min(60).max(1_000_000).optional(),
  refreshTokens: z.boolean().optional(),
  signedRequests: z.boolean().optional(),
  pushedRequests: z.boolean().optional(),
  dpop: z.boolean().optional(),
  profile: z.literal('fapi2').optional(),
  returnCodes: z.boolean().optional(),
  ssoFrom: z.array(z.string()).max(20).optional(),
  settingsLink: z.boolean().optional(),
  backchannelLogoutUri: address.optional(),
  backchannelLogoutSessionRequired: z.boolean().optional(),
  frontchannelLogoutUri: address.optional(),
});

const isFapiAlgorithm = (algorithm: SigningAlgorithm = 'PS256') => fapiAlgorithms.some((one) => one === algorithm);

const file = z.array(
  partner
    .refine(({ jwks, jwksUri }) => Boolean(jwks) !== Boolean(jwksUri), {
      error: 'either jwks or jwksUri',
      path: ['jwks'],
    })
    .refine(({ vectors, defaultVectors = [] }) => defaultVectors.every((one) => vectors.includes(one)), {
      error: 'some of the vectors',
      path: ['defaultVectors'],
    })
    .refine(({ profile, assertionAlg }) => !profile || isFapiAlgorithm(assertionAlg), {
      error: 'PS256 or ES256 with fapi2',
      path: ['assertionAlg'],
    })
    .refine(({ profile, idTokenAlg }) => !profile || isFapiAlgorithm(idTokenAlg), {
      error: 'PS256 or ES256 with fapi2',
      path: ['idTokenAlg'],
    })
    .refine(({ profile, redirectUris }) => !profile || redirectUris.every((uri) => uri.startsWith('https:')), {
      error: 'https only with fapi2',
      path: ['redirectUris'],
    }),
);

/** A partner in the file is not one that may be registered. */
export class PartnersFileError extends SuretyError {
  constructor(readonly problems: readonly string[]) {
    super('partners_file_invalid', 500, `The file of partners is not right:\n${problems.join('\n')}`);
  }
}

/** @throws PartnersFileError that names every partner and field that is wrong. */
export function readPartners(json: string): Partner[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new PartnersFileError(['  not JSON']);
  }
  const parsed = file.safeParse(value);
  if (parsed.success) return parsed.data as Partner[];
  const nameOf = (index: unknown) => (value as { _id?: unknown }[] | null)?.[index as number]?._id ?? index ?? 'file';
  throw new PartnersFileError(
    parsed.error.issues.map(
      ({ path: [index, ...field], message }) => `  ${nameOf(index)} ${field.join('.')}: ${message}`,
    ),
  );
}

/** Registers the partners of the file; others that are registered already stay. */
export async function registerPartners(store: Pick<Store, 'partners'>, path: string): Promise<number> {
  const partners = readPartners(await readFile(path, 'utf8'));
  for (const one of partners) await store.partners.put(one);
  return partners.length;
}
