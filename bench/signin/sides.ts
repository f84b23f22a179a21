import { importJWK, type JWK } from 'jose';
import { demoPartner } from '../../dev/up/partners.js';
import { RelyingParty } from '../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import type { Product } from '../../test/support/product/product.js';
import { makeAccounts } from '../accounts.js';
import { HttpPerson } from '../http-person.js';
import { traveller } from '../people.js';
import { cpuOfTree } from '../processes.js';
import { bySession, codeFlow } from './code-flow.js';
import type { Keycloak } from './keycloak.js';
import { byPages } from './keycloak-person.js';
import type { KeycloakUser } from './keycloak-realm.js';

/** Milliseconds of CPU of one provider: what serves people and partners, what works behind, and what keeps their data. */
export type Cpu = { server: number; worker: number; database: number; temporal: number };

/** One provider with its people, as both are measured. */
export interface Side {
  name: string;
  people: number;
  /** A person signs in by pages, in a browser of their own, which is then kept. */
  full(person: number): Promise<void>;
  /** The same person again, in the session of their last full sign-in. */
  bySession(person: number): Promise<void>;
  cpu(): Cpu;
}

export const benchPartner = (key: JWK, devUrl: string) => ({
  ...demoPartner(key, devUrl),
  _id: 'bench',
  name: 'Benchmark',
  redirectUris: [`${devUrl}/bench-callback`],
  requestsPerMinute: 1_000_000,
});

const silent = { prompt: 'none' };

/** @param count how many people have accounts
 * @param first the number of the first of them */
export async function suretySide(product: Product, key: JWK, count: number, first = 0): Promise<Side> {
  const partner = benchPartner(key, product.devUrl);
  const who = Array.from({ length: count }, (_, number) => traveller(product, first + number));
  const people = await makeAccounts(product, who, partner._id);
  const signing = (await importJWK(key, 'RS512')) as CryptoKey;
  const party = await RelyingParty.discover(product.suretyUrl, partner, signing, key.kid);
  const browsers: CookieBrowser[] = [];
  const parameters = { vtr: '["P0.Cp.Cd"]' };
  return {
    name: 'Surety',
    people: count,
    async full(number) {
      const http = new HttpPerson(product, people[number] as (typeof people)[number]);
      await codeFlow(party, http.surety, async (_, address) => (await http.walkFrom(address)).at, parameters);
      browsers[number] = http.surety;
    },
    bySession: (number) => codeFlow(party, browsers[number] as CookieBrowser, bySession, { ...parameters, ...silent }),
    cpu: () => ({
      server: cpuOfTree(product.pidOf('api')),
      worker: cpuOfTree(product.pidOf('worker')) + cpuOfTree(product.pidOf('checks')),
      database: cpuOfTree(product.pidOf('database')),
      temporal: cpuOfTree(product.pidOf('temporal')),
    }),
  };
}

export async function keycloakSide(
  keycloak: Keycloak,
  partner: ReturnType<typeof benchPartner>,
  key: JWK,
  users: readonly KeycloakUser[],
): Promise<Side> {
  const signing = (await importJWK(key, 'RS512')) as CryptoKey;
  const party = await RelyingParty.discover(keycloak.issuer, partner, signing, key.kid);
  const browsers: CookieBrowser[] = [];
  return {
    name: 'Keycloak',
    people: users.length,
    async full(number) {
      const browser = new CookieBrowser(new URL(keycloak.issuer).origin);
      await codeFlow(party, browser, byPages(users[number] as KeycloakUser));
      browsers[number] = browser;
    },
    bySession: (number) => codeFlow(party, browsers[number] as CookieBrowser, bySession, silent),
    cpu: () => ({ ...keycloak.cpu(), worker: 0, temporal: 0 }),
  };
}
