import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { importPKCS8, SignJWT } from 'jose';
import { startDevServer } from '../server.js';
import { byAbout, coded, startPds } from './test-pds.js';

const amelia = byAbout('Ordinary adult, with');
let pds: Awaited<ReturnType<typeof startPds>>;
beforeAll(async () => {
  pds = await startPds();
});
afterAll(() => pds.close());
beforeEach(() => pds.server.faults.clear());

describe('the token service', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['an expiry more than five minutes away', { exp: Math.floor(Date.now() / 1000) + 3600 }, 'development-1'],
    ['an expiry in the past', { exp: 1 }, 'development-1'],
    ['another audience', { aud: 'https://elsewhere.example' }, 'development-1'],
    ['a subject that is not the issuer', { sub: 'somebody' }, 'development-1'],
    ['an unknown key id', {}, 'other'],
  ])('refuses an assertion with %s', async (_, claims, kid) => {
    const answer = await pds.token({ grant_type: 'client_credentials' }, await pds.assertion(claims, kid));
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  test('takes an assertion once', async () => {
    const same = await pds.assertion();
    expect((await pds.token({ grant_type: 'client_credentials' }, same)).status).toBe(200);
    expect((await pds.token({ grant_type: 'client_credentials' }, same)).status).toBe(400);
  });

  test('refuses an ID token that the provider has not signed', async () => {
    const forged = await new SignJWT({ nhs_number: amelia.nhsNumber })
      .setProtectedHeader({ alg: 'RS512', kid: pds.secrets.signingKey.kid })
      .setIssuer(pds.issuer)
      .sign(await importPKCS8(pds.secrets.pdsPrivateKey, 'RS512'));
    const answer = await pds.exchange(forged);
    expect(answer.status).toBe(401);
  });
});

describe('every request', () => {
  test('needs an X-Request-ID that is a UUID, and hears it again', async () => {
    expect(coded(await pds.call(`/Patient/${amelia.nhsNumber}`, { headers: { 'X-Request-ID': '1234' } }))).toEqual([
      400,
      'INVALID_VALUE',
    ]);
    const id = randomUUID();
    const answer = await pds.call(`/Patient/${amelia.nhsNumber}`, { headers: { 'X-Request-ID': id } });
    expect(answer.headers.get('X-Request-ID')).toBe(id);
  });

  test('needs a token', async () => {
    expect(coded(await pds.call(`/Patient/${amelia.nhsNumber}`, { access: 'none' }))).toEqual([401, 'ACCESS_DENIED']);
  });

  test('meets the limit of requests a second', async () => {
    const slow = await startDevServer({ port: 0, mailPort: 0, issuer: pds.issuer, secrets: pds.secrets, pdsRate: 5 });
    const address = `${slow.url}/pds/personal-demographics/FHIR/R4/Patient/${amelia.nhsNumber}`;
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await fetch(address)).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
    await slow.close();
  });

  test('hears 503 with Retry-After while PDS is told to be down', async () => {
    pds.server.faults.add({ target: 'pds', status: 503, retryAfter: 5 });
    const answer = await pds.call(`/Patient/${amelia.nhsNumber}`);
    expect([...coded(answer), answer.headers.get('Retry-After')]).toEqual([503, 'SERVICE_UNAVAILABLE', '5']);
  });
});

describe('reading', () => {
  test('answers a record with its version, the successor of a superseded one, and no invalidated one', async () => {
    const { status, headers } = await pds.call(`/Patient/${amelia.nhsNumber}`);
    expect([status, headers.get('ETag')]).toEqual([200, 'W/"2"']);
    const { body } = await pds.call(`/Patient/${byAbout('Superseded').nhsNumber}`);
    expect(body.id).toBe(byAbout('Current record').nhsNumber);
    expect(coded(await pds.call(`/Patient/${byAbout('Invalidated').nhsNumber}`))).toEqual([
      404,
      'INVALIDATED_RESOURCE',
    ]);
  });

  test('refuses what is no NHS number, and what is nobody’s', async () => {
    expect(coded(await pds.call('/Patient/9990123072'))).toEqual([400, 'INVALID_RESOURCE_ID']);
    expect(coded(await pds.call('/Patient/9000000009'))).toEqual([404, 'RESOURCE_NOT_FOUND']);
  });

  test('names the parent of a child', async () => {
    const { body } = await pds.call(`/Patient/${byAbout('Under 16').nhsNumber}/RelatedPerson`);
    expect(body.entry[0].resource.name[0]).toMatchObject({ given: ['Claire'], family: 'Ashdown' });
  });
});
