import { termsVersion } from '../domain/journey/next-step.js';
import { loadConfig } from '../platform/config.js';
import { createLookup } from '../platform/lookup.js';
import { randomId } from '../platform/random-id.js';
import { createSealer } from '../platform/sealing.js';
import { openStore } from '../store/database.js';
import type { Product } from '../test/support/product/product.js';
import { hashPassword } from '../ui/http/passwords.js';
import type { Traveller } from './http-person.js';

/** Makes accounts, as registration would, for people who then sign in: each has let the partner see what it asks for. */
export async function makeAccounts(
  { settings }: Product,
  people: readonly Traveller[],
  partnerId = 'riverside',
): Promise<Traveller[]> {
  const config = loadConfig(settings, 'worker');
  const store = await openStore(config, createSealer(config.sealingKey), createLookup(config.lookupKey));
  const passwordHash = await hashPassword(people[0]?.password ?? '');
  for (const { email, mobile } of people) {
    const id = randomId();
    const now = new Date();
    const contacts = { email, mobile, passwordHash, termsVersion, language: 'en' as const };
    await store.accounts.create({ id, registrationId: randomId(), ...contacts, now });
    await store.consents.give(id, partnerId, ['openid', 'email', 'phone'], now);
  }
  await store.close();
  return people.map((person) => ({ ...person, known: true }));
}
