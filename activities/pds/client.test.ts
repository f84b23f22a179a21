import { createPrivateKey } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type DevServer, startDevServer } from '../../dev/server.js';
import type { Details } from '../../domain/identity.js';
import { testSecrets } from '../../test/support/test-secrets.js';
import { createPdsClient, type PdsClient } from './client.js';

const secrets = await testSecrets();
const key = createPrivateKey(secrets.pdsPrivateKey);
const amelia: Details = {
  givenNames: 'Amelia',
  familyName: 'Thornton',
  birthDate: '1988-04-17',
  postcode: 'LS1 4AP',
};

let outside: DevServer;
let pds: PdsClient;
const closers: (() => void)[] = [];

function client(url: string, change: { pdsKeyId?: string; timeoutMs?: number } = {}): PdsClient {
  return createPdsClient({
    pdsUrl: `${url}/pds/personal-demographics/FHIR/R4`,
    pdsTokenUrl: `${url}/pds/oauth2/token`,
    pdsApiKey: secrets.pdsApiKey,
    pdsKeyId: 'development-1',
    pdsPrivateKey: key,
    ...change,
  });
}

beforeAll(async () => {
  outside = await startDevServer({ port: 0, mailPort: 0, issuer: 'http://localhost:3000', secrets, pdsRate: 1000 });
  pds = client(outside.url);
});
afterEach(() => {
  outside.faults.clear();
  for (const close of closers.splice(0)) close();
});
afterAll(() => outside?.close());

const kindOf = async (change: Partial<Details>) => (await pds.trace({ ...amelia, ...change })).kind;

/** PDS as it might be on a bad day: answers of our own choice, with a token service that works. */
async function strange(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<PdsClient> {
  const server: Server = createServer((request, response) => {
    if (request.url !== '/pds/oauth2/token') return answer(request, response);
    response.end(JSON.stringify({ access_token: 'token', expires_in: '599' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { timeoutMs: 300 });
}

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
    const only = await strange((request, response) => {
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

describe('a trace by NHS number', () => {
  test.each<[string, Partial<Details>]>([
    ['match', { nhsNumber: '9990123071' }],
    ['match', { nhsNumber: '9990123071', postcode: 'ZZ9 9ZZ' }],
    ['differ', { nhsNumber: '9990123144' }],
    ['differ', { nhsNumber: '9990123071', birthDate: '1988-04-16' }],
    ['none', { nhsNumber: '9434765919' }],
    ['none', { nhsNumber: '9434765918' }],
    ['invalidated', { nhsNumber: '9990124051' }],
    ['differ', { nhsNumber: '9990124124' }],
    ['deceased', { nhsNumber: '9990124124', givenNames: 'Edith', familyName: 'Marlow', birthDate: '1931-02-11' }],
    ['differ', { nhsNumber: '9990123845' }],
    ['restricted', { nhsNumber: '9990123845', givenNames: 'Priya', familyName: 'Raman', birthDate: '1983-09-19' }],
    ['match', { nhsNumber: '9990123632', givenNames: 'Hannah', familyName: 'Quill', birthDate: '1994-03-30' }],
  ])('answers %s to %p', async (kind, details) => {
    expect(await kindOf(details)).toBe(kind);
  });

  test('follows a superseded number to the record that took its place', async () => {
    const grace = { givenNames: 'Grace', familyName: 'Whitcombe', birthDate: '1975-05-27', nhsNumber: '9990123985' };
    expect(await pds.trace({ ...amelia, ...grace })).toMatchObject({ identity: { nhsNumber: '9990123918' } });
  });

  test('does not let the number lead anywhere else', async () => {
    const paths: string[] = [];
    const watched = await strange((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(404).end(JSON.stringify({ resourceType: 'OperationOutcome' }));
    });
    await watched.trace({ ...amelia, nhsNumber: '../../admin?x=1#y' });
    expect(paths[0]).toBe('/pds/personal-demographics/FHIR/R4/Patient/..%2F..%2Fadmin%3Fx%3D1%23y');
    expect(paths.slice(1).join()).not.toContain('admin');
  });
});

describe('when PDS is in trouble', () => {
  test('the failure is retryable, after the time that PDS asks for', async () => {
    outside.faults.add({ target: 'pds', status: 503, retryAfter: 7, count: 1 });
    const fresh = client(outside.url);
    await expect(fresh.trace(amelia)).rejects.toMatchObject({ type: 'pds_down', nonRetryable: false });
    await fresh.trace(amelia);
    outside.faults.add({ target: 'pds', status: 503, retryAfter: 7, count: 1 });
    await expect(fresh.trace(amelia)).rejects.toMatchObject({ type: 'pds_down', nextRetryDelay: 7000 });
    outside.faults.add({ target: 'pds', status: 429, retryAfter: 2, count: 1 });
    await expect(fresh.trace(amelia)).rejects.toMatchObject({ type: 'pds_busy', nextRetryDelay: 2000 });
    outside.faults.add({ target: 'pds', drop: true, count: 1 });
    await expect(fresh.trace(amelia)).rejects.toMatchObject({ type: 'pds_down', nonRetryable: false });
    expect((await fresh.trace(amelia)).kind).toBe('match');
  });

  test('an answer that never comes, or stops in the middle, is given up in time', async () => {
    outside.faults.add({ target: 'pds', timeout: true, count: 1 });
    await expect(client(outside.url, { timeoutMs: 200 }).trace(amelia)).rejects.toMatchObject({ type: 'pds_down' });
    const halting = await strange((_, response) => void response.writeHead(200).write('{"resourceType":'));
    await expect(halting.trace(amelia)).rejects.toMatchObject({ type: 'pds_down', nonRetryable: false });
  });

  test('refused credentials are retried, for an operator may mend them', async () => {
    const wrong = client(outside.url, { pdsKeyId: 'another' });
    await expect(wrong.trace(amelia)).rejects.toMatchObject({ type: 'pds_token_refused', nonRetryable: false });
  });

  test('a token that is no longer good is replaced once', async () => {
    let calls = 0;
    const forgetful = await strange((_, response) => {
      calls += 1;
      const issue = [{ details: { coding: [{ code: 'INVALIDATED_RESOURCE' }] } }];
      response.writeHead(calls === 1 ? 401 : 404).end(JSON.stringify({ resourceType: 'OperationOutcome', issue }));
    });
    expect((await forgetful.trace({ ...amelia, nhsNumber: '9990124051' })).kind).toBe('invalidated');
    expect(calls).toBe(2);
  });

  test.each([
    ['pds_denied', 403, '{"resourceType":"OperationOutcome"}'],
    ['pds_refused', 400, '{"resourceType":"OperationOutcome","issue":[{"details":{"coding":[{"code":"X"}]}}]}'],
    ['pds_unreadable', 200, '<html>'],
    ['pds_unreadable', 200, 'null'],
    ['pds_unreadable', 200, '{"resourceType":"Patient","id":"x"}'],
  ])('%s is final', async (type, status, body) => {
    const odd = await strange((_, response) => void response.writeHead(status).end(body));
    await expect(odd.trace({ ...amelia, nhsNumber: '9990123071' })).rejects.toMatchObject({ type, nonRetryable: true });
  });

  test('no failure says anything of the person', async () => {
    const odd = await strange((_, response) => void response.writeHead(200).end('Thornton 9990123071'));
    const failure = await odd.trace(amelia).catch((error: Error) => error);
    expect(String(failure) + (failure as Error).stack + String((failure as Error).cause)).not.toMatch(/Thornton|999/);
  });
});

describe('requests', () => {
  test('of the same trace carry the same request id again, of another one another', async () => {
    const ids: string[] = [];
    const watched = await strange((request, response) => {
      ids.push(String(request.headers['x-request-id']));
      response.writeHead(404).end('{"resourceType":"OperationOutcome"}');
    });
    await watched.trace(amelia, 'trace-1');
    await watched.trace(amelia, 'trace-1');
    await watched.trace(amelia, 'trace-2');
    const each = ids.length / 3;
    expect(ids.slice(0, each)).toEqual(ids.slice(each, 2 * each));
    expect(new Set(ids).size).toBe(2 * each);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  test('of many traces at once share one token', async () => {
    let tokens = 0;
    const server = createServer((request, response) => {
      if (request.url === '/pds/oauth2/token') tokens += 1;
      const body =
        request.url === '/pds/oauth2/token' ? { access_token: 't', expires_in: 599 } : { resourceType: 'Bundle' };
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => void server.close());
    const many = client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await Promise.all(Array.from({ length: 10 }, () => many.trace(amelia)));
    expect(tokens).toBe(1);
  });
});
