import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { TestPatient } from './test-patients.js';
import { byAbout, coded, named, patients, startPds } from './test-pds.js';

const amelia = byAbout('Ordinary adult, with');
let pds: Awaited<ReturnType<typeof startPds>>;
beforeAll(async () => {
  pds = await startPds();
});
afterAll(() => pds.close());
beforeEach(() => pds.server.faults.clear());

describe('search', () => {
  test.each(patients.filter(({ about }) => /Ordinary|Hyphenated|Welsh|Diacritics|longer/.test(about)))(
    'finds $given $family by name, birth date and postcode, with score 1',
    async (patient) => {
      const { body } = await pds.find({ ...named(patient), 'address-postalcode': patient.postcode ?? '' });
      expect([body.total, body.entry[0].search.score, body.entry[0].resource.id]).toEqual([1, 1, patient.nhsNumber]);
    },
  );

  test('answers an empty bundle without entries when nobody matches', async () => {
    const { body } = await pds.find({ family: 'Nobody', birthdate: '1990-01-01' });
    expect(body).toEqual({ resourceType: 'Bundle', type: 'searchset', total: 0, timestamp: expect.any(String) });
  });

  test('answers 200 with an OperationOutcome when several match', async () => {
    const rahman = byAbout('First of two');
    expect(coded(await pds.find({ ...named(rahman), 'address-postalcode': 'bd11aa' }))).toEqual([
      200,
      'TOO_MANY_MATCHES',
    ]);
  });

  test('tells people of the same name apart by postcode only', async () => {
    const [one, other] = patients.filter(({ family }) => family === 'Bennett') as [TestPatient, TestPatient];
    expect(coded(await pds.find(named(one)))).toEqual([200, 'TOO_MANY_MATCHES']);
    const { body } = await pds.find({ ...named(other), 'address-postalcode': other.postcode ?? '' });
    expect(body.entry[0].resource.id).toBe(other.nhsNumber);
  });

  test('never finds a restricted patient by postcode, and shows no place of one found otherwise', async () => {
    const priya = byAbout('Restricted');
    expect((await pds.find({ ...named(priya), 'address-postalcode': priya.postcode ?? '' })).body.total).toBe(0);
    const [entry] = (await pds.find(named(priya))).body.entry;
    expect(entry.resource.meta.security[0].code).toBe('R');
    for (const place of ['address', 'telecom', 'generalPractitioner']) expect(entry.resource).not.toHaveProperty(place);
  });

  test('never finds an invalidated patient, and of a superseded one only the successor', async () => {
    expect((await pds.find(named(byAbout('Invalidated')))).body.total).toBe(0);
    const { body } = await pds.find(named(byAbout('Superseded')));
    expect(body.entry[0].resource.id).toBe(byAbout('Current record').nhsNumber);
  });

  test('shows that somebody died', async () => {
    expect((await pds.find(named(byAbout('Died')))).body.entry[0].resource.deceasedDateTime).toMatch(/^2023-11-20T/);
  });

  test('finds a former name with _history or fuzzy search only, with a lower score', async () => {
    const former = { ...named(byAbout('Changed her name')), family: 'Quill' };
    expect((await pds.find(former)).body.total).toBe(0);
    for (const option of ['_history', '_fuzzy-match']) {
      const [entry] = (await pds.find({ ...former, [option]: 'true' })).body.entry;
      expect(entry.search.score).toBeLessThan(1);
      expect(entry.resource.name).toHaveLength(1);
    }
  });

  test('finds names without their accents, misspelt or transposed by fuzzy search only', async () => {
    const jose = byAbout('Diacritics');
    const plain = { ...named(jose), family: 'Alvarez Nunez', given: 'Jose' };
    expect((await pds.find(plain)).body.total).toBe(0);
    expect((await pds.find({ ...plain, '_fuzzy-match': 'true' })).body.total).toBe(1);
    const misspelt = { ...named(amelia), family: 'Thorntan', '_fuzzy-match': 'true' };
    expect((await pds.find(misspelt)).body.entry[0].search.score).toBe(0.9);
    expect((await pds.find({ ...misspelt, '_exact-match': 'true' })).body.total).toBe(0);
    const transposed = { ...named(amelia), family: 'Amelia', given: 'Thornton', '_fuzzy-match': 'true' };
    expect((await pds.find(transposed)).body.total).toBe(1);
  });

  test('takes wildcards after two characters, and a range of dates', async () => {
    const wild = { family: 'Thor*', given: 'Ame*', birthdate: amelia.born, 'address-postalcode': 'LS*' };
    expect((await pds.find(wild)).body.total).toBe(1);
    const range: [string, string][] = [
      ['birthdate', 'ge1988-04-01'],
      ['birthdate', 'le1988-04-30'],
    ];
    expect((await pds.find([['family', 'Thornton'], ...range])).body.total).toBe(1);
  });

  test.each<[Record<string, string>, number, string]>([
    [{ family: 'T*', birthdate: '1988-04-17' }, 400, 'INVALID_SEARCH_DATA'],
    [{ family: 'Tho*', birthdate: '1988-04-17', '_fuzzy-match': 'true' }, 400, 'INVALID_SEARCH_DATA'],
    [{ birthdate: '1988-04-17' }, 400, 'INVALID_SEARCH_DATA'],
    [{ family: 'Thornton' }, 400, 'MISSING_VALUE'],
    [{ family: 'Thornton', birthdate: '17.4.1988' }, 400, 'INVALID_VALUE'],
    [{ family: 'Thornton', birthdate: '1988-04-17', gender: 'f' }, 400, 'INVALID_VALUE'],
    [{ family: 'Thornton', birthdate: '1988-04-17', nickname: 'A' }, 400, 'UNSUPPORTED_SERVICE'],
    [{ family: 'Thornton', birthdate: '1988-04-17', '_max-results': '2' }, 403, 'INVALID_VALUE'],
    [
      { family: 'Thornton', birthdate: '1988-04-17', 'address-postcode': 'LS1', 'address-postalcode': 'LS1' },
      400,
      'INVALID_SEARCH_DATA',
    ],
  ])('refuses %j', async (query, status, code) => {
    expect(coded(await pds.find(query))).toEqual([status, code]);
  });
});
