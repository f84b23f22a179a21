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
    expect(paths).toEqual(['/pds/personal-demographics/FHIR/R4/Patient/..%2F..%2Fadmin%3Fx%3D1%23y']);
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
      response.writeHead(calls === 1 ? 401 : 404).end('{"resourceType":"OperationOutcome"}');
    });
    expect((await forgetful.trace({ ...amelia, nhsNumber: '9990123071' })).kind).toBe('none');
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
    expect(ids.slice(0, 2)).toEqual(ids.slice(2, 4));
    expect(new Set(ids).size).toBe(4);
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
