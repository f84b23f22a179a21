import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { importJWK, importPKCS8, SignJWT } from 'jose';
import { type DevServer, startDevServer } from '../server.js';
import { makeSecrets } from '../up/secrets.js';
import { type TestPatient, testPatients } from './test-patients.js';

const secrets = makeSecrets();
const patients = testPatients();
const byAbout = (about: string) => patients.find((patient) => patient.about.startsWith(about)) as TestPatient;
const amelia = byAbout('Ordinary adult, with');

/** Surety as PDS sees it: the issuer of ID tokens. */
const provider = createServer((req, res) => {
  const { kty, n, e, kid } = secrets.signingKey;
  const metadata = { jwks_uri: `${issuer}/jwks` };
  res.end(JSON.stringify(req.url === '/jwks' ? { keys: [{ kty, n, e, kid }] } : metadata));
});
let issuer: string;
let server: DevServer;
let base: string;
let tokenUrl: string;
let application: string;

beforeAll(async () => {
  provider.listen(0, 'localhost');
  await once(provider, 'listening');
  issuer = `http://localhost:${(provider.address() as AddressInfo).port}`;
  server = await startDevServer({ port: 0, mailPort: 0, issuer, secrets, pdsRate: 1000 });
  base = `${server.url}/pds/personal-demographics/FHIR/R4`;
  tokenUrl = `${server.url}/pds/oauth2/token`;
  application = (await (await token({ grant_type: 'client_credentials' })).json()).access_token;
});
afterAll(async () => {
  await server.close();
  provider.closeAllConnections();
  provider.close();
});
beforeEach(() => server.faults.clear());

async function assertion(claims: Record<string, unknown> = {}, kid = 'development-1') {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: secrets.pdsApiKey,
    sub: secrets.pdsApiKey,
    aud: tokenUrl,
    jti: randomUUID(),
    exp: now + 60,
    ...claims,
  };
  const key = await importPKCS8(secrets.pdsPrivateKey, 'RS512');
  return new SignJWT(all).setProtectedHeader({ alg: 'RS512', kid }).sign(key);
}

async function token(form: Record<string, string>, client_assertion?: string) {
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  const body = { client_assertion_type, client_assertion: client_assertion ?? (await assertion()), ...form };
  return fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(body) });
}

/** An access token of one patient, by exchange of an ID token. */
async function patientToken(nhsNumber: string, vot: string) {
  const idToken = await new SignJWT({ nhs_number: nhsNumber, vot })
    .setProtectedHeader({ alg: 'RS512', kid: secrets.signingKey.kid })
    .setIssuer(issuer)
    .setExpirationTime('5m')
    .sign(await importJWK(secrets.signingKey, 'RS512'));
  const answer = await token({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    subject_token: idToken,
  });
  return (await answer.json()).access_token as string;
}

const call = async (path: string, { access = application, ...init }: RequestInit & { access?: string } = {}) => {
  const headers = { Authorization: `Bearer ${access}`, 'X-Request-ID': randomUUID(), ...init.headers };
  const answer = await fetch(base + path, { ...init, headers });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
};
const find = (query: Record<string, string> | [string, string][]) => call(`/Patient?${new URLSearchParams(query)}`);
const coded = ({ status, body }: Awaited<ReturnType<typeof call>>) => [status, body.issue?.[0]?.details.coding[0].code];
const named = ({ family, given, born }: TestPatient) => ({ family, given: given[0] ?? '', birthdate: `eq${born}` });

describe('the token service', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['an expiry more than five minutes away', { exp: Math.floor(Date.now() / 1000) + 3600 }, 'development-1'],
    ['an expiry in the past', { exp: 1 }, 'development-1'],
    ['another audience', { aud: 'https://elsewhere.example' }, 'development-1'],
    ['a subject that is not the issuer', { sub: 'somebody' }, 'development-1'],
    ['an unknown key id', {}, 'other'],
  ])('refuses an assertion with %s', async (_, claims, kid) => {
    const answer = await token({ grant_type: 'client_credentials' }, await assertion(claims, kid));
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  test('takes an assertion once', async () => {
    const same = await assertion();
    expect((await token({ grant_type: 'client_credentials' }, same)).status).toBe(200);
    expect((await token({ grant_type: 'client_credentials' }, same)).status).toBe(400);
  });

  test('refuses an ID token that the provider has not signed', async () => {
    const forged = await new SignJWT({ nhs_number: amelia.nhsNumber })
      .setProtectedHeader({ alg: 'RS512', kid: secrets.signingKey.kid })
      .setIssuer(issuer)
      .sign(await importPKCS8(secrets.pdsPrivateKey, 'RS512'));
    const answer = await token({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      subject_token: forged,
    });
    expect(answer.status).toBe(401);
  });
});

describe('every request', () => {
  test('needs an X-Request-ID that is a UUID, and hears it again', async () => {
    expect(coded(await call(`/Patient/${amelia.nhsNumber}`, { headers: { 'X-Request-ID': '1234' } }))).toEqual([
      400,
      'INVALID_VALUE',
    ]);
    const id = randomUUID();
    const answer = await call(`/Patient/${amelia.nhsNumber}`, { headers: { 'X-Request-ID': id } });
    expect(answer.headers.get('X-Request-ID')).toBe(id);
  });

  test('needs a token', async () => {
    expect(coded(await call(`/Patient/${amelia.nhsNumber}`, { access: 'none' }))).toEqual([401, 'ACCESS_DENIED']);
  });

  test('meets the limit of requests a second', async () => {
    const slow = await startDevServer({ port: 0, mailPort: 0, issuer, secrets, pdsRate: 5 });
    const address = `${slow.url}/pds/personal-demographics/FHIR/R4/Patient/${amelia.nhsNumber}`;
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await fetch(address)).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
    await slow.close();
  });

  test('hears 503 with Retry-After while PDS is told to be down', async () => {
    server.faults.add({ target: 'pds', status: 503, retryAfter: 5 });
    const answer = await call(`/Patient/${amelia.nhsNumber}`);
    expect([...coded(answer), answer.headers.get('Retry-After')]).toEqual([503, 'SERVICE_UNAVAILABLE', '5']);
  });
});

describe('search', () => {
  test.each(patients.filter(({ about }) => /Ordinary|Hyphenated|Welsh|Diacritics|longer/.test(about)))(
    'finds $given $family by name, birth date and postcode, with score 1',
    async (patient) => {
      const { body } = await find({ ...named(patient), 'address-postalcode': patient.postcode ?? '' });
      expect([body.total, body.entry[0].search.score, body.entry[0].resource.id]).toEqual([1, 1, patient.nhsNumber]);
    },
  );

  test('answers an empty bundle without entries when nobody matches', async () => {
    const { body } = await find({ family: 'Nobody', birthdate: '1990-01-01' });
    expect(body).toEqual({ resourceType: 'Bundle', type: 'searchset', total: 0, timestamp: expect.any(String) });
  });

  test('answers 200 with an OperationOutcome when several match', async () => {
    const rahman = byAbout('First of two');
    expect(coded(await find({ ...named(rahman), 'address-postalcode': 'bd11aa' }))).toEqual([200, 'TOO_MANY_MATCHES']);
  });

  test('tells people of the same name apart by postcode only', async () => {
    const [one, other] = patients.filter(({ family }) => family === 'Bennett') as [TestPatient, TestPatient];
    expect(coded(await find(named(one)))).toEqual([200, 'TOO_MANY_MATCHES']);
    const { body } = await find({ ...named(other), 'address-postalcode': other.postcode ?? '' });
    expect(body.entry[0].resource.id).toBe(other.nhsNumber);
  });

  test('never finds a restricted patient by postcode, and shows no place of one found otherwise', async () => {
    const priya = byAbout('Restricted');
    expect((await find({ ...named(priya), 'address-postalcode': priya.postcode ?? '' })).body.total).toBe(0);
    const [entry] = (await find(named(priya))).body.entry;
    expect(entry.resource.meta.security[0].code).toBe('R');
    for (const place of ['address', 'telecom', 'generalPractitioner']) expect(entry.resource).not.toHaveProperty(place);
  });

  test('never finds an invalidated patient, and of a superseded one only the successor', async () => {
    expect((await find(named(byAbout('Invalidated')))).body.total).toBe(0);
    const { body } = await find(named(byAbout('Superseded')));
    expect(body.entry[0].resource.id).toBe(byAbout('Current record').nhsNumber);
  });

  test('shows that somebody died', async () => {
    expect((await find(named(byAbout('Died')))).body.entry[0].resource.deceasedDateTime).toMatch(/^2023-11-20T/);
  });

  test('finds a former name with _history or fuzzy search only, with a lower score', async () => {
    const former = { ...named(byAbout('Changed her name')), family: 'Quill' };
    expect((await find(former)).body.total).toBe(0);
    for (const option of ['_history', '_fuzzy-match']) {
      const [entry] = (await find({ ...former, [option]: 'true' })).body.entry;
      expect(entry.search.score).toBeLessThan(1);
      expect(entry.resource.name).toHaveLength(1);
    }
  });

  test('finds names without their accents, misspelt or transposed by fuzzy search only', async () => {
    const jose = byAbout('Diacritics');
    const plain = { ...named(jose), family: 'Alvarez Nunez', given: 'Jose' };
    expect((await find(plain)).body.total).toBe(0);
    expect((await find({ ...plain, '_fuzzy-match': 'true' })).body.total).toBe(1);
    const misspelt = { ...named(amelia), family: 'Thorntan', '_fuzzy-match': 'true' };
    expect((await find(misspelt)).body.entry[0].search.score).toBe(0.9);
    expect((await find({ ...misspelt, '_exact-match': 'true' })).body.total).toBe(0);
    const transposed = { ...named(amelia), family: 'Amelia', given: 'Thornton', '_fuzzy-match': 'true' };
    expect((await find(transposed)).body.total).toBe(1);
  });

  test('takes wildcards after two characters, and a range of dates', async () => {
    const wild = { family: 'Thor*', given: 'Ame*', birthdate: amelia.born, 'address-postalcode': 'LS*' };
    expect((await find(wild)).body.total).toBe(1);
    const range: [string, string][] = [
      ['birthdate', 'ge1988-04-01'],
      ['birthdate', 'le1988-04-30'],
    ];
    expect((await find([['family', 'Thornton'], ...range])).body.total).toBe(1);
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
    expect(coded(await find(query))).toEqual([status, code]);
  });
});

describe('reading', () => {
  test('answers a record with its version, the successor of a superseded one, and no invalidated one', async () => {
    const { status, headers } = await call(`/Patient/${amelia.nhsNumber}`);
    expect([status, headers.get('ETag')]).toEqual([200, 'W/"2"']);
    const { body } = await call(`/Patient/${byAbout('Superseded').nhsNumber}`);
    expect(body.id).toBe(byAbout('Current record').nhsNumber);
    expect(coded(await call(`/Patient/${byAbout('Invalidated').nhsNumber}`))).toEqual([404, 'INVALIDATED_RESOURCE']);
  });

  test('refuses what is no NHS number, and what is nobody’s', async () => {
    expect(coded(await call('/Patient/9990123072'))).toEqual([400, 'INVALID_RESOURCE_ID']);
    expect(coded(await call('/Patient/9000000009'))).toEqual([404, 'RESOURCE_NOT_FOUND']);
  });

  test('names the parent of a child', async () => {
    const { body } = await call(`/Patient/${byAbout('Under 16').nhsNumber}/RelatedPerson`);
    expect(body.entry[0].resource.name[0]).toMatchObject({ given: ['Claire'], family: 'Ashdown' });
  });
});

describe('updating', () => {
  const patch = (access: string, patches: unknown, headers: Record<string, string> = {}, who = amelia.nhsNumber) =>
    call(`/Patient/${who}`, {
      access,
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json-patch+json', ...headers },
      body: JSON.stringify(patches),
    });
  const version = async () => (await call(`/Patient/${amelia.nhsNumber}`)).headers.get('ETag') ?? '';
  const newMobile = (value: string) => ({
    patches: [{ op: 'replace', path: '/telecom/0', value: { id: 'tel-1', system: 'phone', use: 'mobile', value } }],
  });
  let access: string;
  beforeAll(async () => {
    access = await patientToken(amelia.nhsNumber, 'P9.Cp.Cd');
  });

  test('is not for applications, not below P9, and not for other people’s records', async () => {
    const headers = { 'If-Match': await version() };
    expect(coded(await patch(application, newMobile('07700900999'), headers))).toEqual([403, 'INVALID_METHOD']);
    const low = await patientToken(amelia.nhsNumber, 'P5.Cp.Cd');
    expect(coded(await patch(low, newMobile('07700900999'), headers))).toEqual([403, 'ACCESS_DENIED']);
    const other = byAbout('Parent').nhsNumber;
    expect(coded(await patch(access, newMobile('07700900999'), headers, other))).toEqual([403, 'ACCESS_DENIED']);
    expect(coded(await call(`/Patient/${other}`, { access }))).toEqual([403, 'ACCESS_DENIED']);
  });

  test('needs the current version: 412 without, 409 with an old one', async () => {
    expect(coded(await patch(access, newMobile('07700900999')))).toEqual([412, 'PRECONDITION_FAILED']);
    expect(coded(await patch(access, newMobile('07700900999'), { 'If-Match': 'W/"1"' }))).toEqual([
      409,
      'RESOURCE_VERSION_MISMATCH',
    ]);
  });

  test('changes, adds and removes contacts, keeps them, and counts the version up', async () => {
    const first = await patch(access, newMobile('07700900555'), { 'If-Match': await version() });
    expect([first.status, first.body.telecom[0].value]).toEqual([200, '07700900555']);
    expect(await version()).toBe(first.headers.get('ETag'));
    const add = {
      patches: [{ op: 'add', path: '/telecom/-', value: { system: 'email', use: 'home', value: 'new@example.org' } }],
    };
    const second = await patch(access, add, { 'If-Match': await version() });
    const { id } = second.body.telecom[2];
    const remove = {
      patches: [
        { op: 'test', path: '/telecom/2/id', value: id },
        { op: 'remove', path: '/telecom/2' },
      ],
    };
    const third = await patch(access, remove, { 'If-Match': await version() });
    expect(third.body).toHaveProperty('telecom');
    expect(third.body.telecom).toHaveLength(2);
    expect((await call(`/Patient/${amelia.nhsNumber}`)).body.telecom[0].value).toBe('07700900555');
  });

  test.each<[string, unknown]>([
    ['a bare list', [{ op: 'replace', path: '/telecom/0/value', value: '1' }]],
    ['no patches', { patches: [] }],
    ['another field', { patches: [{ op: 'replace', path: '/gender', value: 'male' }] }],
    [
      'a landline',
      { patches: [{ op: 'add', path: '/telecom/-', value: { system: 'phone', use: 'home', value: '1' } }] },
    ],
    [
      'an index to add at',
      { patches: [{ op: 'add', path: '/telecom/0', value: { system: 'email', value: 'a@b.c' } }] },
    ],
    [
      'a replacement without its id',
      { patches: [{ op: 'replace', path: '/telecom/0', value: { system: 'phone', use: 'mobile', value: '1' } }] },
    ],
    [
      'a changed use',
      {
        patches: [
          { op: 'replace', path: '/telecom/0', value: { id: 'tel-1', system: 'email', use: 'home', value: '1' } },
        ],
      },
    ],
    ['a removal without a test', { patches: [{ op: 'remove', path: '/telecom/0' }] }],
    [
      'a test that fails',
      {
        patches: [
          { op: 'test', path: '/telecom/0/id', value: 'x' },
          { op: 'remove', path: '/telecom/0' },
        ],
      },
    ],
  ])('refuses %s, and changes nothing', async (_, body) => {
    const before = await version();
    expect(coded(await patch(access, body, { 'If-Match': before }))).toEqual([400, 'INVALID_UPDATE']);
    expect(await version()).toBe(before);
  });

  test('carried out but unanswered, it answers the retry with the same X-Request-ID, and changes nothing twice', async () => {
    const headers = { 'If-Match': await version(), 'X-Request-ID': randomUUID() };
    server.faults.add({ target: 'pds', drop: true, count: 1 });
    await expect(patch(access, newMobile('07700900777'), headers)).rejects.toThrow();
    const after = await version();
    expect(after).not.toBe(headers['If-Match']);
    const retried = await patch(access, newMobile('07700900777'), headers);
    expect([retried.status, retried.headers.get('ETag'), await version()]).toEqual([200, after, after]);
  });
});
