import type { TestPatient } from '../../../dev/pds/test-patients.js';
import type { Product } from '../product/product.js';
import { newContacts } from './people.js';
import type { Person } from './person.js';

let places = 0;

/** Somebody of whom the PDS simulator has a record of their own. The same names in each run, so that their passports are drawn once. */
export function ownPatient(product: Product, more: Partial<TestPatient> = {}): Person {
  const place = ++places;
  const names = {
    givenNames: 'Robin',
    familyName: `Visitor${String.fromCharCode(97 + (place % 26))}${String.fromCharCode(97 + Math.floor(place / 26))}`,
  };
  const record = { birthDate: `19${60 + (place % 40)}-0${1 + (place % 9)}-14`, postcode: 'LS1 4AP' };
  product.devServer.pds.add({
    about: 'of a test',
    nhsNumber: nhsNumberOf(place),
    given: [names.givenNames],
    family: names.familyName,
    gender: 'female',
    born: record.birthDate,
    postcode: record.postcode,
    gp: 'B86001',
    ...more,
  });
  return {
    ...newContacts(),
    ...names,
    ...record,
    ...(more.born && { birthDate: more.born }),
    password: 'seven green bottles',
  };
}

/** A valid number of the range for tests, another one for each place. */
function nhsNumberOf(place: number): string {
  for (let number = 600_000 + place * 5; ; number++) {
    const nine = `999${number}`;
    const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return nine + check;
  }
}
