import { ownPatient } from '../../support/people/patients.js';
import type { Person } from '../../support/people/person.js';
import { visitTo } from '../../support/people/visit.js';
import type { Visitor } from '../../support/people/visitor.js';
import { begin } from './leaving.js';
import { product } from './place.js';

/** Somebody at a page, on the way to a level. */
export async function at(page: string, level = 'P9', person: Person = ownPatient(product)) {
  const visitor = await begin(level);
  await visitTo(page, visitor, person);
  return { visitor, person, address: visitor.page.url.href };
}

export const textOf = ({ page }: Visitor) => page.html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
