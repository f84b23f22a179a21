import { ownPatient } from '../../support/people/patients.js';
import type { Person } from '../../support/people/person.js';
import { visitTo } from '../../support/people/visit.js';
import { Visitor } from '../../support/people/visitor.js';
import { begin } from './leaving.js';
import { product } from './place.js';
import { withAccount } from './with-account.js';

const registering = ['email', 'email-code', 'create-account'];

/** Somebody at a page, on the way to a level: who has an account, where the page is not of those on which one is made. */
export async function at(page: string, level = 'P9', somebody: Person = ownPatient(product)) {
  const { visitor, person } = registering.includes(page)
    ? { visitor: new Visitor(product), person: somebody }
    : await withAccount(somebody);
  await begin(level, visitor);
  await visitTo(page, visitor, person);
  return { visitor, person, address: visitor.page.url.href };
}

export const textOf = ({ page }: Visitor) => page.html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
