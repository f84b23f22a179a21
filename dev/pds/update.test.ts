import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { byAbout, coded, startPds } from './test-pds.js';

const amelia = byAbout('Ordinary adult, with');
let pds: Awaited<ReturnType<typeof startPds>>;
beforeAll(async () => {
  pds = await startPds();
});
afterAll(() => pds.close());
beforeEach(() => pds.server.faults.clear());

describe('updating', () => {
  const patch = (access: string, patches: unknown, headers: Record<string, string> = {}, who = amelia.nhsNumber) =>
    pds.call(`/Patient/${who}`, {
      access,
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json-patch+json', ...headers },
      body: JSON.stringify(patches),
    });
  const version = async () => (await pds.call(`/Patient/${amelia.nhsNumber}`)).headers.get('ETag') ?? '';
  const newMobile = (value: string) => ({
    patches: [{ op: 'replace', path: '/telecom/0', value: { id: 'tel-1', system: 'phone', use: 'mobile', value } }],
  });
  let access: string;
  beforeAll(async () => {
    access = await pds.patientToken(amelia.nhsNumber, 'P9.Cp.Cd');
  });

  test('is not for applications, not below P9, and not for other people’s records', async () => {
    const headers = { 'If-Match': await version() };
    expect(coded(await patch(pds.application, newMobile('07700900999'), headers))).toEqual([403, 'INVALID_METHOD']);
    const low = await pds.patientToken(amelia.nhsNumber, 'P5.Cp.Cd');
    expect(coded(await patch(low, newMobile('07700900999'), headers))).toEqual([403, 'ACCESS_DENIED']);
    const other = byAbout('Parent').nhsNumber;
    expect(coded(await patch(access, newMobile('07700900999'), headers, other))).toEqual([403, 'ACCESS_DENIED']);
    expect(coded(await pds.call(`/Patient/${other}`, { access }))).toEqual([403, 'ACCESS_DENIED']);
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
    expect((await pds.call(`/Patient/${amelia.nhsNumber}`)).body.telecom[0].value).toBe('07700900555');
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
    pds.server.faults.add({ target: 'pds', drop: true, count: 1 });
    await expect(patch(access, newMobile('07700900777'), headers)).rejects.toThrow();
    const after = await version();
    expect(after).not.toBe(headers['If-Match']);
    const retried = await patch(access, newMobile('07700900777'), headers);
    expect([retried.status, retried.headers.get('ETag'), await version()]).toEqual([200, after, after]);
  });
});
