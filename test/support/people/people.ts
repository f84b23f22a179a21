import { createHash, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawPassport } from '../../../dev/specimens/passport.js';
import { samplePerson } from '../../../dev/specimens/people.js';
import { madeOnce } from '../../../dev/specimens/specimen-cache.js';
import { projectRoot } from '../../../platform/root.js';
import type { Person } from './person.js';

type Patient = {
  about: string;
  nhsNumber: string;
  given: string[];
  family: string;
  gender: string;
  born: string;
  postcode?: string;
};

const patients = JSON.parse(readFileSync(join(projectRoot, 'dev/pds/patients.json'), 'utf8')) as Patient[];

let numbers = randomInt(700);

/**
 * A mobile number of Ofcom's range for drama, and an address, that nobody else in this run has. Nothing is sent to the range's 800 to 899,
 * which are the sandbox's test people; its first hundred has Notify's own numbers, which fail.
 */
export const newContacts = () => ({
  email: `person-${randomInt(2 ** 40).toString(36)}@example.org`,
  mobile: `+447700900${100 + (numbers++ % 700)}`,
});

/** Somebody whom the PDS simulator knows. */
export function knownToPds(familyName: string): Person {
  const patient = patients.find(({ family }) => family === familyName);
  if (!patient) throw new Error(`no test patient is called ${familyName}`);
  return {
    ...newContacts(),
    password: 'seven green bottles',
    givenNames: patient.given.join(' '),
    familyName: patient.family,
    birthDate: patient.born,
    postcode: patient.postcode ?? 'LS1 4AP',
  };
}

/** The number of a person's passport: no two people have the same one, or two checkers would look at the second. */
export function documentNumberOf({ familyName, givenNames, birthDate }: Person): string {
  const digest = createHash('sha256').update(`${familyName} ${givenNames} ${birthDate}`).digest();
  return `51${String(digest.readUInt32BE() % 10_000_000).padStart(7, '0')}`;
}

/** What is printed on a document of the person. */
export const printedFor = (person: Person) => ({
  surname: person.familyName,
  givenNames: person.givenNames,
  birthDate: person.birthDate,
  sex: 'F' as const,
  expiryDate: `${new Date().getFullYear() + 6}-05-31`,
  documentNumber: documentNumberOf(person),
});

/** The person with a passport that carries the portrait of a sample person. */
export async function withPassport(person: Person, played: number): Promise<Person> {
  const { photo, face } = await samplePerson(played);
  const order = { ...printedFor(person), portrait: photo, face };
  const source = Buffer.concat([Buffer.from(JSON.stringify({ ...order, portrait: undefined })), photo]);
  return { ...person, passport: await madeOnce('passport 1', source, () => drawPassport(order)) };
}
