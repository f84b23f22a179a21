import { z } from 'zod';
import { knownScopes } from '../../../domain/claims.js';
import { addressProblem } from '../../../domain/registered-address.js';
import { parseVtr } from '../../../domain/vectors.js';
import { mostAddresses } from '../../../store/clients.js';
import type { Partner } from '../../../store/partners.js';
import type { PartnerRow } from '../../../store/working-partner.js';
import { serviceName } from '../new-service/form.js';

/** What goes from one environment to another: everything but keys and people, which each environment has of its own. */
const carried = [
  'name',
  'redirectUris',
  'postLogoutRedirectUris',
  'assertionAlg',
  'scopes',
  'vectors',
  'entryPage',
  'initiateLoginUri',
  'backchannelLogoutUri',
  'frontchannelLogoutUri',
  'statusApi',
  'returnAddresses',
] as const satisfies (keyof Partner)[];

export type Brought = Partial<Partner> & { name: string };

const addresses = z.array(z.string()).max(mostAddresses);
const exportedService = z.object({
  surety: z.literal('service'),
  version: z.literal(1),
  registration: z.object({
    name: serviceName,
    redirectUris: addresses,
    postLogoutRedirectUris: addresses,
    assertionAlg: z.enum(['RS512', 'RS256', 'PS256', 'ES256']),
    scopes: z.array(z.string()).max(50),
    vectors: z.array(z.string()).max(20),
    entryPage: z.string(),
    initiateLoginUri: z.string().optional(),
    backchannelLogoutUri: z.string().optional(),
    frontchannelLogoutUri: z.string().optional(),
    statusApi: z.boolean(),
    returnAddresses: addresses,
  }),
});

/** A service as JSON. `from` and `service` say where it was tried out: an admin may look there, and nothing else rests on it. */
export function exportOf(row: PartnerRow, issuer: string, at: Date): object {
  const registration = Object.fromEntries(carried.map((field) => [field, row[field]]));
  return { surety: 'service', version: 1, from: issuer, service: row._id, exportedAt: at.toISOString(), registration };
}

/** What of an exported service may be registered here; addresses that this environment does not take are left out. Undefined where it is none. */
export function readExport(text: string, environment: 'sandbox' | 'live'): Brought | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = exportedService.safeParse(value);
  if (!parsed.success) return undefined;
  const { registration } = parsed.data;
  const httpsOnly = environment === 'live';
  const good = (address: string) => !addressProblem(address, { httpsOnly });
  const { initiateLoginUri, backchannelLogoutUri, frontchannelLogoutUri, ...rest } = registration;
  const optional = { initiateLoginUri, backchannelLogoutUri, frontchannelLogoutUri };
  return {
    ...rest,
    redirectUris: distinct(
      rest.redirectUris.filter((address) => !addressProblem(address, { httpsOnly, withoutQuery: true })),
    ),
    postLogoutRedirectUris: distinct(rest.postLogoutRedirectUris.filter(good)),
    returnAddresses: distinct(rest.returnAddresses.filter(good)),
    entryPage: good(rest.entryPage) ? rest.entryPage : '',
    ...Object.fromEntries(Object.entries(optional).filter(([, address]) => address && good(address))),
    scopes: knownScopes.filter((scope) => scope === 'openid' || rest.scopes.includes(scope)),
    vectors: distinct(rest.vectors.filter((vector) => parseVtr(JSON.stringify([vector])))),
  };
}

const distinct = (list: string[]): string[] => [...new Set(list)];
