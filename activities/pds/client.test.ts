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
    const watched = await at.strange((request, response) => {
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
    at.outside.faults.add({ target: 'pds', status: 503, retryAfter: 7, count: 1 });
    const fresh = at.client(at.outside.url);
    await expect(fresh.trace(amelia)).rejects.toMatchObject({ type: 'pds_down', nonRetryable: false });
    await fresh.trace(amelia);
    at.outside.faults.add({ target: 'pds', status: 503, retryAfter: 7, count: 1 });
    await expect(fresh.trace(amelia)).rejects.toMatchObject({ type: 'pds_down', nextRetryDelay: 7000 });
    at.outside.faults.add({ target: 'pds', status: 429, retryAfter: 2, count: 1 });
    await expect(fresh.trace(amelia)).rejects.toMatchObject({ type: 'pds_busy', nextRetryDelay: 2000 });
    at.outside.faults.add({ target: 'pds', drop: true, count: 1 });
    await expect(fresh.trace(amelia)).rejects.toMatchObject({ type: 'pds_down', nonRetryable: false });
    expect((await fresh.trace(amelia)).kind).toBe('match');
  });

  test('an answer that never comes, or stops in the middle, is given up in time', async () => {
    at.outside.faults.add({ target: 'pds', timeout: true, count: 1 });
    await expect(at.client(at.outside.url, { timeoutMs: 200 }).trace(amelia)).rejects.toMatchObject({
      type: 'pds_down',
    });
    const halting = await at.strange((_, response) => void response.writeHead(200).write('{"resourceType":'));
    await expect(halting.trace(amelia)).rejects.toMatchObject({ type: 'pds_down', nonRetryable: false });
  });

  test('refused credentials are retried, for an operator may mend them', async () => {
    const wrong = at.client(at.outside.url, { pdsKeyId: 'another' });
    await expect(wrong.trace(amelia)).rejects.toMatchObject({ type: 'pds_token_refused', nonRetryable: false });
  });

  test('a token that is no longer good is replaced once', async () => {
    let calls = 0;
    const forgetful = await at.strange((_, response) => {
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
    const odd = await at.strange((_, response) => void response.writeHead(status).end(body));
    await expect(odd.trace({ ...amelia, nhsNumber: '9990123071' })).rejects.toMatchObject({ type, nonRetryable: true });
  });

  test('no failure says anything of the person', async () => {
    const odd = await at.strange((_, response) => void response.writeHead(200).end('Thornton 9990123071'));
    const failure = await odd.trace(amelia).catch((error: Error) => error);
    expect(String(failure) + (failure as Error).stack + String((failure as Error).cause)).not.toMatch(/Thornton|999/);
  });
});

describe('requests', () => {
  test('of the same trace carry the same request id again, of another one another', async () => {
    const ids: string[] = [];
    const watched = await at.strange((request, response) => {
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
    const url = await at.listen((request, response) => {
      if (request.url === '/pds/oauth2/token') tokens += 1;
      const body =
        request.url === '/pds/oauth2/token' ? { access_token: 't', expires_in: 599 } : { resourceType: 'Bundle' };
      response.end(JSON.stringify(body));
    });
    const many = at.client(url);
    await Promise.all(Array.from({ length: 10 }, () => many.trace(amelia)));
    expect(tokens).toBe(1);
  });
});
