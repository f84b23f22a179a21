import { termsVersion } from '../../../domain/journey/next-step.js';
import { randomId } from '../../../platform/random-id.js';
import { hashPassword } from '../../../ui/http/passwords.js';
import { ownPatient } from '../../support/people/patients.js';
import type { Person } from '../../support/people/person.js';
import { rememberDevice } from '../../support/people/sign-in-by-device.js';
import { Visitor } from '../../support/people/visitor.js';
import { known } from './leaving.js';
import { product, store } from './place.js';

const hashes = new Map<string, Promise<string>>();

function hashed(password: string): Promise<string> {
  const hash = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, hash);
  return hash;
}

/** Puts somebody's account into the store: how people register is walked elsewhere. @returns its id */
export async function putAccount({ email, mobile, password }: Person): Promise<string> {
  const id = randomId();
  const terms = { termsVersion, language: 'en' as const, now: new Date() };
  const passwordHash = await hashed(password);
  await store.accounts.create({ id, registrationId: randomId(), email, mobile, passwordHash, ...terms });
  return id;
}

/** Somebody with an account, before a device that it remembers: to sign in there takes no message. */
export async function withAccount(person: Person = ownPatient(product), visitor = new Visitor(product)) {
  const id = await putAccount(person);
  await rememberDevice({ store, url: product.suretyUrl }, visitor, person.email);
  return { id, person: known(person), visitor };
}
