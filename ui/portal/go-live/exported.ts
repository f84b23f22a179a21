import { z } from 'zod';
import { nameProblem } from '../../../domain/partners/registered-name.js';
import { type BrokenRule, brokenRules, type Surroundings } from '../../../domain/partners/registration-rules.js';
import { signingAlgorithms } from '../../../domain/partners/signing-algorithms.js';
import type { ClientChange } from '../../../store/partners/clients.js';
import type { PartnerRow } from '../../../store/partners/working-partner.js';

const texts = z
  .array(z.string().max(1_000))
  .max(50)
  .transform((list) => [...new Set(list)]);
const algorithm = z.enum(signingAlgorithms);
const text = z.string().max(1_000);

/** What goes from one environment to another: all settings but keys, people and agreements with others, which each environment has of its own. */
const settings = z.object({
  name: text,
  redirectUris: texts,
  postLogoutRedirectUris: texts,
  returnAddresses: texts,
  entryPage: text,
  initiateLoginUri: text.optional(),
  backchannelLogoutUri: text.optional(),
  backchannelLogoutSessionRequired: z.boolean().optional(),
  frontchannelLogoutUri: text.optional(),
  assertionAlg: algorithm,
  idTokenAlg: algorithm.optional(),
  scopes: texts,
  vectors: texts,
  defaultVectors: texts.optional(),
  statusApi: z.boolean(),
  refreshTokens: z.boolean().optional(),
  returnCodes: z.boolean().optional(),
  signedRequests: z.boolean().optional(),
  pushedRequests: z.boolean().optional(),
  dpop: z.boolean().optional(),
  profile: z.literal('fapi2').optional(),
  settingsLink: z.boolean().optional(),
  delegatedAccess: z.boolean().optional(),
});

export type Settings = z.infer<typeof settings>;

const exportedService = z.object({ surety: z.literal('service'), version: z.literal(1), registration: settings });

/** The settings of a registration, without what this environment has of its own. */
export const settingsOf = (row: PartnerRow): Settings => settings.parse(row);

/** A service as JSON. `from` and `service` say where it was tried out: an admin may look there, and nothing else rests on it. */
export function exportOf(row: PartnerRow, issuer: string, at: Date): object {
  const about = { from: issuer, service: row._id, exportedAt: at.toISOString() };
  return { surety: 'service', version: 1, ...about, registration: settingsOf(row) };
}

/** What of an exported service may be registered here, and which rules kept the rest out. */
export interface Brought {
  settings: Settings;
  left: BrokenRule[];
}

/**
 * Reads an exported service. What breaks a rule here (an address on localhost in the live environment, an algorithm that there is no key
 * for) is left out: of a list the one, else the field; and of fields that do not go together the first.
 * @returns undefined where it is no exported service
 */
export function readExport(json: string, id: string, around: Surroundings): Brought | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const parsed = exportedService.safeParse(value);
  if (!parsed.success || nameProblem(parsed.data.registration.name)) return undefined;
  let left = parsed.data.registration;
  const broken: BrokenRule[] = [];
  // Each round leaves something out, so there is an end.
  for (;;) {
    const [first] = brokenRules({ ...left, _id: id }, around);
    if (!first) return { settings: left, left: broken };
    broken.push(first);
    left = without(left, first);
  }
}

/** What stands for a field that has to be there. */
const nothing: Partial<Settings> = {
  ...{ redirectUris: [], postLogoutRedirectUris: [], returnAddresses: [], vectors: [], scopes: ['openid'] },
  entryPage: '',
};

function without(one: Settings, { code, fields: [first], index }: BrokenRule): Settings {
  // An algorithm has to be there: then it is the profile that goes.
  const field = (code === 'fapi_assertion_alg' ? 'profile' : first) as keyof Settings;
  const { [field]: value, ...rest } = one;
  const shorter = Array.isArray(value) && index !== undefined ? value.filter((_, at) => at !== index) : nothing[field];
  return { ...rest, ...(shorter === undefined ? {} : { [field]: shorter }) } as Settings;
}

/** Every setting as a change: what an exported service does not have is taken away. */
export const changeTo = (brought: Settings): ClientChange =>
  Object.fromEntries(Object.keys(settings.shape).map((field) => [field, brought[field as keyof Settings]]));
