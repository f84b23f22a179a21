import { termsVersion } from '../domain/journey/next-step.js';
import { randomId } from '../platform/random-id.js';
import type { Product } from '../test/support/product/product.js';
import { openProductStore } from '../test/support/store/product-store.js';
import { hashPassword } from '../ui/http/passwords.js';
import type { Traveller } from './http-person.js';

/** Makes accounts, as registration would, for people who then sign in: each has let the partner see what it asks for. */
export async function makeAccounts(
  product: Product,
  people: readonly Traveller[],
  partnerId = 'riverside',
): Promise<Traveller[]> {
  const store = await openProductStore(product);
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
