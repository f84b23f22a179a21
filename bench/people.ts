import { filmedViews } from '../dev/specimens/head-turn/filmed-scan.js';
import { makeHeadTurn } from '../dev/specimens/head-turn/head-turn.js';
import { drawPassport } from '../dev/specimens/passport.js';
import { SAMPLE_PEOPLE, samplePerson } from '../dev/specimens/people.js';
import { madeOnce } from '../dev/specimens/specimen-cache.js';
import { isNhsNumber } from '../domain/person/nhs-number.js';
import type { Product } from '../test/support/product/product.js';
import type { Traveller } from './http-person.js';

/** Somebody of whom PDS has a record; each number is somebody else. */
export function traveller(product: Product, number: number): Traveller {
  const familyName = `Quick${letters(number)}`;
  const birthDate = `${1950 + (number % 50)}-0${1 + (number % 9)}-1${number % 10}`;
  const postcode = 'LS1 4AP';
  product.devServer.pds.add({
    about: 'benchmark',
    nhsNumber: nhsNumber(number),
    given: ['Robin'],
    family: familyName,
    gender: 'female',
    born: birthDate,
    postcode,
    gp: 'B86001',
  });
  return {
    email: `bench-${number}@example.org`,
    // Neither the numbers that a Notify simulator refuses nor those of test people, to whom nothing is sent.
    mobile: `+447700900${100 + (number % 700)}`,
    password: 'seven green bottles',
    // Neighbours come from networks of their own: limits are kept for these, too.
    address: `10.${Math.floor(number / 256) % 256}.${number % 256}.${Math.floor(number / 65_536) % 256}`,
    givenNames: 'Robin',
    familyName,
    birthDate,
    postcode,
  };
}

/** The same with a passport and a face: the photo in the passport, and pictures of them for the scan, filmed in one of seven rooms where no head stays short of the turn asked for, which a page would wait for. */
export async function travellerWithPassport(product: Product, number: number): Promise<Traveller> {
  const person = traveller(product, number);
  const { photo, face } = await samplePerson(number % Math.min(2, SAMPLE_PEOPLE));
  const order = {
    surname: person.familyName.toUpperCase(),
    givenNames: person.givenNames.toUpperCase(),
    birthDate: person.birthDate,
    sex: 'F' as const,
    expiryDate: `${new Date().getFullYear() + 6}-05-31`,
    documentNumber: `5130${String(number).padStart(5, '0')}`,
    portrait: photo,
    face,
  };
  const source = Buffer.concat([Buffer.from(JSON.stringify({ ...order, portrait: undefined })), photo]);
  const passport = await madeOnce('passport 1', source, () => drawPassport(order));
  return { ...person, passport, views: await filmedViews(await makeHeadTurn(photo), 500 + (number % 7), true) };
}

const letters = (number: number): string =>
  [...number.toString(26).padStart(3, '0')]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
    .join('');

/** A valid number of the range for tests, another one for each place. */
function nhsNumber(place: number): string {
  for (let number = 700_000 + place * 2; ; number++) {
    const nine = `999${String(number).padStart(6, '0')}`;
    const valid = [...'0123456789'].map((digit) => nine + digit).find(isNhsNumber);
    if (valid) return valid;
  }
}
