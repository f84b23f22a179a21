import { readFile } from 'node:fs/promises';
import type { JWK } from 'jose';
import { z } from 'zod';
import { ownClient } from '../../domain/partners/own-client.js';
import { brokenRules } from '../../domain/partners/registration-rules.js';
import { type SigningAlgorithm, signingAlgorithms } from '../../domain/partners/signing-algorithms.js';
import { SuretyError } from '../../platform/errors.js';
import { isPartnerKey } from '../../platform/keys/partner-key.js';
import type { Store } from '../../store/database.js';
import type { Partner } from '../../store/partners/partners.js';
import { missingIn } from '../../store/partners/working-partner.js';
import { wordsFor } from '../../ui/words/words.js';
import { versionDates } from '../partner/versions.js';

const addresses = z.array(z.string());

/** What a partner of the file looks like; what of it may be registered, `brokenRules` says. */
const partner = z.strictObject({
  _id: z
    .string()
    .regex(/^[\w-]{1,100}$/, '1 to 100 letters, digits, _ or -')
    .refine((id) => id !== ownClient, 'not the name of Surety itself'),
  name: z.string(),
  redirectUris: addresses,
  postLogoutRedirectUris: addresses,
  jwks: z
    .object({ keys: z.array(z.custom<JWK>(isPartnerKey, 'a public RSA key of 2048 bits or P-256')).min(1) })
    .optional(),
  jwksUri: z.string().optional(),
  assertionAlg: z.enum(signingAlgorithms),
  idTokenAlg: z.enum(signingAlgorithms).optional(),
  scopes: z.array(z.string()),
  vectors: z.array(z.string()),
  defaultVectors: z.array(z.string()).min(1).optional(),
  entryPage: z.string(),
  initiateLoginUri: z.string().optional(),
  statusApi: z.boolean(),
  returnAddresses: addresses,
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
  ssoFrom: z.array(z.string()).optional(),
  settingsLink: z.boolean().optional(),
  delegatedAccess: z.boolean().optional(),
  backchannelLogoutUri: z.string().optional(),
  backchannelLogoutSessionRequired: z.boolean().optional(),
  frontchannelLogoutUri: z.string().optional(),
});

/** A partner in the file is not one that may be registered. */
export class PartnersFileError extends SuretyError {
  constructor(readonly problems: readonly string[]) {
    super('partners_file_invalid', 500, `The file of partners is not right:\n${problems.join('\n')}`);
  }
}

/**
 * @param algorithms what Surety has keys to sign by
 * @throws PartnersFileError that names every partner and field that is wrong.
 */
export function readPartners(json: string, algorithms: readonly SigningAlgorithm[]): Partner[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new PartnersFileError(['  not JSON']);
  }
  const parsed = z.array(partner).safeParse(value);
  if (!parsed.success) {
    const nameOf = (index: unknown) => (value as { _id?: unknown }[] | null)?.[index as number]?._id ?? index ?? 'file';
    throw new PartnersFileError(
      parsed.error.issues.map(
        ({ path: [index, ...field], message }) => `  ${nameOf(index)} ${field.join('.')}: ${message}`,
      ),
    );
  }
  const problems = parsed.data.flatMap((one) => problemsOf(one, algorithms));
  if (problems.length > 0) throw new PartnersFileError(problems);
  return parsed.data;
}

/** The same rules as in the portal, in the portal's words; and here nothing may be missing. */
function problemsOf(one: Partner, algorithms: readonly SigningAlgorithm[]): string[] {
  const words = wordsFor('portal', 'en');
  const missing = missingIn(one, new Date()).map((part) => `  ${one._id} ${part === 'keys' ? 'jwks' : part}: missing`);
  const broken = brokenRules(one, { algorithms }).map(({ code, fields: [field], index }) => {
    return `  ${one._id} ${field}${index === undefined ? '' : `.${index}`}: ${words(`errors.${code}`)}`;
  });
  return [...missing, ...broken];
}

/** Registers the partners of the file; others that are registered already stay. */
export async function registerPartners(
  store: Pick<Store, 'partners'>,
  path: string,
  algorithms: readonly SigningAlgorithm[],
): Promise<number> {
  const partners = readPartners(await readFile(path, 'utf8'), algorithms);
  for (const one of partners) await store.partners.put(one);
  return partners.length;
}
