import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Details } from '../../domain/person/identity.js';
import { amelia, pdsForTests } from '../../test/support/workflows/pds-for-tests.js';
import type { PdsClient } from './client.js';

let at: Awaited<ReturnType<typeof pdsForTests>>;
let pds: PdsClient;

beforeAll(async () => {
  at = await pdsForTests();
  pds = at.client(at.outside.url);
});
afterEach(() => at.settle());
afterAll(() => at?.close());

const kindOf = async (change: Partial<Details>) => (await pds.trace({ ...amelia, ...change })).kind;

describe('a trace by name, date of birth and postcode', () => {
  test('finds the one record that agrees', async () => {
    const answer = await pds.trace(amelia);
    expect(answer).toEqual({
      kind: 'match',
      version: '2',
      identity: {
        nhsNumber: '9990123071',
        familyName: 'Thornton',
        givenNames: ['Amelia', 'Rose'],
        formerNames: [],
        birthDate: '1988-04-17',
        postcode: 'LS1 4AP',
        gpOdsCode: 'B86001',
        email: 'amelia.thornton@example.org',
        mobile: '+447700900411',
      },
    });
  });

  test.each<[string, Partial<Details>]>([
    ['none', { postcode: 'LS1 4AQ' }],
    ['none', { familyName: 'Thorntom' }],
    ['none', { birthDate: '1988-04-18' }],
    ['none', { givenNames: 'Rose' }],
    ['none', { givenNames: 'Amelia Jane' }],
    ['none', { givenNames: 'Am' }],
    ['match', { givenNames: 'Rose Amelia' }],
    ['match', { givenNames: 'Jose', familyName: 'alvarez nunez', birthDate: '1971-01-23', postcode: 'SE1 7PB' }],
    ['match', { givenNames: 'Zoe', familyName: 'Fairweather Lloyd', birthDate: '1992-02-29', postcode: 'BS8 1TH' }],
    ['match', { givenNames: 'SIAN', familyName: 'OConnell', birthDate: '1985-07-08', postcode: 'CF10 3AT' }],
    ['match', { givenNames: 'J.', familyName: 'Achterberg', birthDate: '1991-08-02', postcode: 'IP1 2AN' }],
    ['match', { givenNames: 'Kate', familyName: 'Lister', birthDate: '1978-02-16', postcode: 'YO1 7HH' }],
    ['match', { givenNames: 'Katherine', familyName: 'Lister', birthDate: '1978-02-16', postcode: 'YO1 7HH' }],
    ['match', { givenNames: 'Owen', familyName: 'Prothero', birthDate: '1989-10-21', postcode: 'LL57 1DT' }],
    ['many', { givenNames: 'Aisha', familyName: 'Begum', birthDate: '1986-12-01', postcode: 'BD1 1AA' }],
    ['match', { givenNames: 'Aisha Noor', familyName: 'Begum', birthDate: '1986-12-01', postcode: 'BD1 1AA' }],
    ['match', { givenNames: 'Amelia Rose' }],
    ['match', { givenNames: 'Zoë', familyName: 'Fairweather-Lloyd', birthDate: '1992-02-29', postcode: 'BS8 1TH' }],
    ['match', { givenNames: 'Olivia', familyName: 'Bennett', birthDate: '2000-09-09', postcode: 'PL1 2AA' }],
    ['match', { givenNames: 'Hannah', familyName: 'Quill', birthDate: '1994-03-30', postcode: 'NE1 4LP' }],
    ['many', { givenNames: 'Mohammed', familyName: 'Rahman', birthDate: '1990-06-15', postcode: 'BD1 1AA' }],
    ['none', { givenNames: 'Priya', familyName: 'Raman', birthDate: '1983-09-19', postcode: 'LE1 5WW' }],
    ['none', { givenNames: 'Harold', familyName: 'Pemberton', birthDate: '1958-08-14', postcode: 'NR2 1TF' }],
    ['deceased', { givenNames: 'Edith', familyName: 'Marlow', birthDate: '1931-02-11', postcode: 'YO1 7HH' }],
  ])('answers %s to %p', async (kind, details) => {
    expect(await kindOf(details)).toBe(kind);
  });
});

describe('what is known beside the details', () => {
  const aisha = { givenNames: 'Aisha', familyName: 'Begum', birthDate: '1986-12-01', postcode: 'BD1 1AA' };

  test.each([
    ['+447700900428', '9990124949'],
    ['07700900428', '9990124949'],
    ['aisha.b@example.org', '9990124957'],
  ])('tells several records apart: %s', async (contact, nhsNumber) => {
    const answer = await pds.trace(aisha, undefined, { contacts: ['nobody@example.org', contact] });
    expect(answer).toMatchObject({ kind: 'match', identity: { nhsNumber } });
  });

  test('takes the place of none of them', async () => {
    const contacts = ['+447700900411', 'amelia.thornton@example.org', '+447700900428'];
    for (const wrong of [
      { ...amelia, postcode: 'LS1 4AQ' },
      { ...amelia, familyName: 'Thorntom' },
      { ...aisha, birthDate: '1986-12-02' },
    ]) {
      expect((await pds.trace(wrong, undefined, { contacts, today: '2026-01-01' })).kind).toBe('none');
    }
    expect((await pds.trace(aisha, undefined, { contacts: ['nobody@example.org'] })).kind).toBe('many');
  });
});

describe('where one detail alone stands between a person and a record, no match is given, but the detail is named', () => {
  const olivia = { givenNames: 'Olivia', familyName: 'Bennett', birthDate: '2000-09-09', postcode: 'LS1 4AP' };

  test.each<[string | undefined, Partial<Details>]>([
    ['postcode', { postcode: 'LS1 4AQ' }],
    ['postcode', { givenNames: 'Callum', familyName: 'Reid', birthDate: '1997-12-12' }],
    ['postcode', { givenNames: 'Jose Luis', familyName: 'Alvarez-Nunez', birthDate: '1971-01-23' }],
    ['birth-date', { birthDate: '1988-04-18' }],
    ['birth-date', { birthDate: '1998-04-17' }],
    ['birth-date', { givenNames: 'Siân', familyName: "O'Connell", birthDate: '1985-08-07', postcode: 'CF10 3AT' }],
    ['name', { familyName: 'Thorntom' }],
    ['name', { givenNames: 'Rose' }],
    ['name', { givenNames: 'A' }],
    ['name', { givenNames: 'Thornton', familyName: 'Amelia' }],
    // Nothing is told of who is restricted, dead, invalidated, or one of several.
    [undefined, { givenNames: 'Priya', familyName: 'Raman', birthDate: '1983-09-19' }],
    [undefined, { givenNames: 'Priya', familyName: 'Raman', birthDate: '1983-09-18', postcode: 'LE1 5WW' }],
    [undefined, { givenNames: 'Edith', familyName: 'Marlow', birthDate: '1931-02-11' }],
    [undefined, { givenNames: 'Edith', familyName: 'Marlowe', birthDate: '1931-02-11', postcode: 'YO1 7HH' }],
    [undefined, { givenNames: 'Harold', familyName: 'Pemberton', birthDate: '1958-08-14' }],
    [undefined, olivia],
    // Two details: not told.
    [undefined, { birthDate: '1988-04-18', postcode: 'LS1 4AQ' }],
    [undefined, { familyName: 'Thorntom', postcode: 'LS1 4AQ' }],
    [undefined, { familyName: 'Nobody' }],
  ])('%s for %p', async (look, details) => {
    const answer = await pds.trace({ ...amelia, ...details }, undefined, { today: '2026-01-01' });
    expect(answer).toEqual(look ? { kind: 'none', look } : { kind: 'none' });
  });

  test('an NHS number that is somebody else’s, or nobody’s, is named where the rest agrees with a record', async () => {
    expect(await pds.trace({ ...amelia, nhsNumber: '9990123144' })).toEqual({ kind: 'differ', look: 'nhs-number' });
    expect(await pds.trace({ ...amelia, nhsNumber: '9434765919' })).toEqual({ kind: 'none', look: 'nhs-number' });
    expect(await pds.trace({ ...amelia, nhsNumber: '9990123144', postcode: 'LS1 4AQ' })).toEqual({ kind: 'differ' });
  });

  test('PDS in trouble while advice is looked for, or that allows no such search, is no failure of the trace', async () => {
    const only = await at.strange((request, response) => {
      const query = new URL(request.url ?? '', 'http://pds').searchParams;
      const plain = query.has('address-postalcode') && query.get('birthdate')?.startsWith('eq');
      if (!plain) return void response.writeHead(503).end();
      const refused = query.has('_fuzzy-match');
      const issue = [{ details: { coding: [{ code: 'INVALID_SEARCH_DATA' }] } }];
      const body = refused ? { resourceType: 'OperationOutcome', issue } : { resourceType: 'Bundle' };
      response.writeHead(refused ? 400 : 200).end(JSON.stringify(body));
    });
    expect(await only.trace(amelia, undefined, { today: '2026-01-01' })).toEqual({ kind: 'none' });
  });
});
