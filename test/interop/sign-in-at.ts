import { ownPatient } from '../support/people/patients.js';
import type { Person } from '../support/people/person.js';
import { visitTo } from '../support/people/visit.js';
import { Visitor } from '../support/people/visitor.js';
import type { Product } from '../support/product/product.js';

/** What a relying party told of somebody new who signed in there at P5. */
export interface SignedInAt {
  person: Person;
  visitor: Visitor;
  /** Its last page, as JSON. */
  told: Record<string, unknown>;
}

/** Takes somebody new from a relying party's page through registration and P5 and back. @throws where no JSON comes of it */
export async function signInAt(product: Product, address: string): Promise<SignedInAt> {
  const visitor = new Visitor(product);
  const person = ownPatient(product);
  await visitor.open(address);
  await visitTo('partner', visitor, person);
  try {
    return { visitor, person, told: JSON.parse(visitor.page.html) as Record<string, unknown> };
  } catch {
    throw new Error(`not signed in: ${visitor.page.status} ${visitor.page.html}`);
  }
}
