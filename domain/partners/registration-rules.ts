import { knownScopes } from '../claims/claims.js';
import { isCompleteVector } from '../levels/vectors.js';
import { type AddressProblem, addressProblem } from './registered-address.js';
import { nameProblem } from './registered-name.js';
import { fapiAlgorithms, type SigningAlgorithm } from './signing-algorithms.js';

/** How many addresses one list takes, as NHS login does; vectors; partners whose people may come without a second sign-in. */
export const mostAddresses = 10;
const mostVectors = 20;
export const mostSources = 20;

/** The scope of a token for the verification API: it may stand in a registration, and no person is asked about it. */
const scopes: readonly string[] = [...knownScopes, 'verifications'];

/** What of a registration the rules look at. */
export interface Registration {
  _id: string;
  name: string;
  redirectUris: readonly string[];
  postLogoutRedirectUris: readonly string[];
  returnAddresses: readonly string[];
  entryPage: string;
  initiateLoginUri?: string;
  backchannelLogoutUri?: string;
  frontchannelLogoutUri?: string;
  jwksUri?: string;
  /** The keys that are accepted. */
  jwks?: { keys: readonly { kty?: string }[] };
  assertionAlg: SigningAlgorithm;
  idTokenAlg?: SigningAlgorithm;
  scopes: readonly string[];
  vectors: readonly string[];
  defaultVectors?: readonly string[];
  profile?: 'fapi2';
  ssoFrom?: readonly string[];
}

export interface Surroundings {
  /** What Surety has keys to sign by. */
  algorithms: readonly SigningAlgorithm[];
  /** No address may be on this machine. */
  httpsOnly?: boolean;
}

/** A rule that a registration breaks: each code has its sentence in the words of the pages. */
export interface BrokenRule {
  code: string;
  /** The fields that do not go together; where there is one, that one is wrong. */
  fields: readonly [keyof Registration, ...(keyof Registration)[]];
  /** Which of a list. */
  index?: number;
}

const lists = ['redirectUris', 'postLogoutRedirectUris', 'returnAddresses'] as const;
const single = ['entryPage', 'initiateLoginUri', 'backchannelLogoutUri', 'frontchannelLogoutUri', 'jwksUri'] as const;

/** Whether a key can sign by an algorithm. */
export const keyFits = ({ kty }: { kty?: string }, algorithm: SigningAlgorithm): boolean =>
  kty === (algorithm === 'ES256' ? 'EC' : 'RSA');

/** A vector that nothing satisfies today: it names a shared key. */
export const isShared = (vector: string): boolean => vector.split('.').includes('Ck');

const isFapiAlgorithm = (algorithm: SigningAlgorithm) => fapiAlgorithms.some((one) => one === algorithm);

/** What is wrong with an address of this field. An empty one is not there yet, which is another matter (`missingIn`). */
export function fieldAddressProblem(
  field: (typeof lists)[number] | (typeof single)[number],
  address: string,
  { httpsOnly = false }: Pick<Surroundings, 'httpsOnly'>,
): AddressProblem | undefined {
  return addressProblem(address, { httpsOnly, withoutQuery: field === 'redirectUris' });
}

/**
 * Every rule that a registration breaks, whoever keeps it: its partner in the portal, or the operator in the file. What is merely missing
 * breaks none: a registration is filled in step by step.
 */
export function brokenRules(one: Registration, around: Surroundings): BrokenRule[] {
  return [...addressRules(one, around), ...accessRules(one), ...signatureRules(one, around)];
}

function* addressRules(one: Registration, around: Surroundings): Generator<BrokenRule> {
  const name = nameProblem(one.name);
  if (name) yield { code: name, fields: ['name'] };
  for (const field of lists) {
    if (one[field].length > mostAddresses) yield { code: 'address_full', fields: [field] };
    for (const [index, address] of one[field].entries()) {
      const code = fieldAddressProblem(field, address, around);
      if (code) yield { code, fields: [field], index };
    }
  }
  for (const field of single) {
    const code = one[field] && fieldAddressProblem(field, one[field], around);
    if (code) yield { code, fields: [field] };
  }
}

function* accessRules({
  _id,
  scopes: asked,
  vectors,
  defaultVectors,
  ssoFrom = [],
}: Registration): Generator<BrokenRule> {
  for (const [index, scope] of asked.entries()) {
    if (!scopes.includes(scope)) yield { code: 'scope_unknown', fields: ['scopes'], index };
  }
  for (const [index, vector] of vectors.entries()) {
    if (!isCompleteVector(vector)) yield { code: 'vector_unknown', fields: ['vectors'], index };
  }
  if (vectors.length > mostVectors) yield { code: 'vector_full', fields: ['vectors'] };
  // Of `Ck` alone nobody could ever sign in.
  if (vectors.length > 0 && vectors.every(isShared)) yield { code: 'only_shared', fields: ['vectors'] };
  if (defaultVectors?.some((vector) => !vectors.includes(vector))) {
    yield { code: 'default_not_registered', fields: ['defaultVectors', 'vectors'] };
  }
  if (defaultVectors?.every(isShared)) yield { code: 'only_shared', fields: ['defaultVectors'] };
  if (ssoFrom.includes(_id)) yield { code: 'sso_self', fields: ['ssoFrom'] };
  if (ssoFrom.length > mostSources) yield { code: 'sso_full', fields: ['ssoFrom'] };
}

function* signatureRules(one: Registration, { algorithms }: Surroundings): Generator<BrokenRule> {
  const { jwks, jwksUri, assertionAlg, idTokenAlg, profile, redirectUris } = one;
  if (jwks && jwksUri) yield { code: 'keys_twice', fields: ['jwks', 'jwksUri'] };
  if (jwks && !jwks.keys.some((key) => keyFits(key, assertionAlg))) {
    yield { code: 'keys_do_not_fit', fields: ['assertionAlg', 'jwks'] };
  }
  if (idTokenAlg && !algorithms.includes(idTokenAlg)) yield { code: 'no_signing_key', fields: ['idTokenAlg'] };
  if (!profile) return;
  if (!isFapiAlgorithm(assertionAlg)) yield { code: 'fapi_assertion_alg', fields: ['assertionAlg', 'profile'] };
  // Left out, it is PS256 with the profile.
  if (idTokenAlg && !isFapiAlgorithm(idTokenAlg))
    yield { code: 'fapi_id_token_alg', fields: ['idTokenAlg', 'profile'] };
  const plain = redirectUris.findIndex((address) => address.startsWith('http:'));
  if (plain >= 0) yield { code: 'fapi_https', fields: ['redirectUris', 'profile'], index: plain };
}
