import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { day } from '../../domain/clock.js';
import { randomId } from '../../platform/random-id.js';
import type { News } from '../../store/journey/standings.js';
import { type ProviderApp, startProviderApp } from '../../test/support/apps/provider-app.js';
import { type ApiCaller, apiCaller, type Json } from '../../test/support/partners/api-caller.js';
import { partnerKey, RelyingParty } from '../../test/support/partners/relying-party.js';
import { problemTable } from '../http/problem-table.js';
import { problemCodes } from './openapi.js';
import { operations } from './operations.js';
import { verificationOf } from './representation.js';

let app: ProviderApp;
let mine: ApiCaller;
let theirs: ApiCaller;
const idOfMine = `mine-${randomId()}`;

async function partner(more: object = {}): Promise<ApiCaller> {
  const { jwk, privateKey } = await partnerKey();
  const party = await RelyingParty.discover(app.issuer, await app.addPartner(jwk, more), privateKey);
  return apiCaller(app.issuer, await party.apiToken());
}

beforeAll(async () => {
  app = await startProviderApp();
  [mine, theirs] = [await partner({ _id: idOfMine }), await partner()];
});
afterAll(() => app.close());

const good = { reference: 'Ward 7/0002', level: 'P5', return_address: 'https://partner.example/back' };
const create = async (call = mine, reference = good.reference) =>
  (await call('POST', '/verifications', { ...good, reference })).json as { id: string; url: string };
const read = (id: string) => mine('GET', `/verifications/${id}`);
const secretOf = (url: unknown) => String(url).split('.').at(-1) ?? '';
const open = (id: string, url: unknown) => app.store.journeys.spendStartSecret(id, secretOf(url), 'phone', new Date());

/** What webhooks are told of a verification, in order. */
async function news(id: string): Promise<[number, string][]> {
  const all = (await app.store.journeys.byId(id))?.news as News[];
  return all.map(({ sequence, type }) => [sequence, type]);
}

describe('taking a verification back', () => {
  it('makes its address void for good, is told once, and may be repeated', async () => {
    const { id, url } = await create();
    for (let i = 0; i < 2; i++) {
      const { status, json } = await mine('POST', `/verifications/${id}/cancel`);
      expect([status, json.state, json.reasons, json.sequence]).toEqual([
        200,
        'cancelled',
        ['cancelled_by_partner'],
        2,
      ]);
    }
    expect(await open(id, url)).toBeNull();
    expect(await app.store.journeys.reopen(id, new Date())).toBeNull();
    expect((await read(id)).json.state).toBe('cancelled');
    expect(await news(id)).toEqual([
      [1, 'verification.created'],
      [2, 'verification.cancelled'],
    ]);
  });

  it('by many at once is one change', async () => {
    const { id } = await create();
    await Promise.all(Array.from({ length: 8 }, () => mine('POST', `/verifications/${id}/cancel`)));
    expect(await news(id)).toHaveLength(2);
  });

  it('does nothing to one that has ended otherwise, nor to another partner’s', async () => {
    const { id } = await create();
    await app.store.journeys.claim(id, await app.addAccount('P5'), new Date());
    const late = await mine('POST', `/verifications/${id}/cancel`);
    expect([late.status, late.code]).toEqual([409, 'verification_over']);
    for (const what of ['cancel', 'redact', 'url']) {
      expect((await theirs('POST', `/verifications/${id}/${what}`)).status).toBe(404);
    }
  });
});

it('a verification that nobody opens ends by itself after 28 days', async () => {
  const { id } = await create();
  const after = async (days: number) => {
    const row = await app.store.standings.current(id, new Date(Date.now() + days * day));
    return row && verificationOf(app.store, row);
  };
  expect(await after(27)).toMatchObject({ state: 'created' });
  expect(await after(28)).toMatchObject({ state: 'expired', reasons: ['case_expired'] });
});

describe('a fresh address', () => {
  it('works, once the old one does not any more', async () => {
    const { id, url } = await create();
    const fresh = await mine('POST', `/verifications/${id}/url`);
    expect(fresh.status).toBe(200);
    expect(await open(id, url)).toBeNull();
    expect(await open(id, fresh.json.url)).not.toBeNull();
    expect(await open(id, fresh.json.url)).toBeNull();
    const again = await mine('POST', `/verifications/${id}/url`);
    expect(await open(id, again.json.url)).not.toBeNull();
  });

  it('is not given for one that is over', async () => {
    const { id } = await create();
    await mine('POST', `/verifications/${id}/cancel`);
    expect((await mine('POST', `/verifications/${id}/url`)).code).toBe('verification_over');
  });
});

describe('redacting', () => {
  it('erases the reference and keeps state and times; only when it is over', async () => {
    const reference = 'to be forgotten';
    const { id } = await create(mine, reference);
    expect((await mine('POST', `/verifications/${id}/redact`)).code).toBe('verification_not_over');
    const { json: before } = await mine('POST', `/verifications/${id}/cancel`);
    for (let i = 0; i < 2; i++) {
      const { status, json } = await mine('POST', `/verifications/${id}/redact`);
      expect(status).toBe(200);
      expect(json).toEqual({
        ...before,
        reference: undefined,
        redacted_at: expect.any(String),
        sequence: 3,
        updated_at: json.redacted_at,
      });
    }
    expect((await mine('POST', '/verifications/search', { reference })).json).toEqual({ data: [] });
    const row = (await app.store.journeys.byId(id)) as Json | null;
    expect([row?.reference, row?.referenceKey]).toEqual([undefined, undefined]);
    expect((await news(id)).at(-1)).toEqual([3, 'verification.redacted']);
  });
});

describe('the list', () => {
  it('has each of mine once, newest first, whatever comes meanwhile', async () => {
    const call = await partner();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await create(call, `r${i}`)).id);
    const seen: string[] = [];
    let path = '/verifications?limit=2';
    for (let cursor: unknown = ''; cursor !== undefined; path = `/verifications?limit=2&cursor=${cursor}`) {
      const { json } = await call('GET', path);
      seen.push(...(json.data as { id: string }[]).map(({ id }) => id));
      cursor = json.next;
      if (seen.length === 2) await create(call, 'late');
    }
    expect(seen).toEqual(ids);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'limit=1&limit=2', 'cursor=', 'cursor=x', 'order=up'])(
    'refuses %s',
    async (query) => {
      expect((await mine('GET', `/verifications?${query}`)).status).toBe(400);
    },
  );
});

describe('an idempotency key', () => {
  const post = (key: string, body: object = good, call = mine) =>
    call('POST', '/verifications', body, { 'idempotency-key': key });

  it('answers the same request as before, in quotes or not, and makes one verification', async () => {
    const body = { ...good, reference: randomId() };
    const [first, second, third] = [
      await post('"key-1"', body),
      await post('key-1', body),
      await post('"key-1"', body),
    ];
    expect(first.status).toBe(201);
    expect([second.status, second.json, second.response.headers.get('location')]).toEqual([
      201,
      first.json,
      first.response.headers.get('location'),
    ]);
    expect(third.json).toEqual(first.json);
    const { json } = await mine('POST', '/verifications/search', { reference: body.reference });
    expect(json.data).toHaveLength(1);
  });

  it('is refused for another body, and is another key for another partner', async () => {
    await post('key-2');
    const other = await post('key-2', { ...good, level: 'P9' });
    expect([other.status, other.code]).toEqual([422, 'idempotency_key_reused']);
    expect((await post('key-2', { ...good, level: 'P9' }, theirs)).status).toBe(201);
  });

  it('of many at once does it once: the others are told to wait', async () => {
    const body = { ...good, reference: randomId() };
    const all = await Promise.all(Array.from({ length: 8 }, () => post('key-3', body)));
    expect(all.every(({ status, code }) => status === 201 || code === 'idempotency_key_in_use')).toBe(true);
    expect(new Set(all.flatMap(({ json }) => json.id ?? [])).size).toBe(1);
    const { json } = await mine('POST', '/verifications/search', { reference: body.reference });
    expect(json.data).toHaveLength(1);
  });

  it('whose first request was killed makes no second verification, and an address that works', async () => {
    const body = { ...good, reference: randomId() };
    const first = await post('key-4', body);
    const keys = app.store.tools.db.collection('idempotency_keys');
    await keys.updateOne({ newId: first.json.id }, { $unset: { answer: '' }, $set: { busyUntil: new Date(0) } });
    const second = await post('key-4', body);
    expect([second.status, second.json.id]).toEqual([201, first.json.id]);
    expect(await open(String(first.json.id), second.json.url)).not.toBeNull();
  });

  it('of a refused request is free for a right one', async () => {
    const wrong = { ...good, return_address: 'https://elsewhere.example/' };
    expect((await post('key-5', wrong)).status).toBe(400);
    expect((await post('key-5')).status).toBe(201);
  });

  it.each(['""', 'x'.repeat(256), 'a b'])('%s is none', async (key) => {
    expect((await post(key)).code).toBe('idempotency_key_not_valid');
  });

  it('keeps nothing that can be read', async () => {
    const rows = await app.store.tools.db.collection('idempotency_keys').find().toArray();
    expect(JSON.stringify(rows)).not.toMatch(/Ward 7|key-1|start/);
  });
});

describe('versions', () => {
  it('are the partner’s own unless a request names one, and said in the answer', async () => {
    const { response } = await mine('GET', '/reasons');
    expect(response.headers.get('surety-version')).toBe('2026-11-23');
    const named = await mine('GET', '/reasons', undefined, { 'surety-version': '2026-11-23' });
    expect(named.status).toBe(200);
    const unknown = await mine('GET', '/reasons', undefined, { 'surety-version': '2020-01-01' });
    expect([unknown.status, unknown.code]).toEqual([400, 'version_not_known']);
  });
});

it('who asks too often waits, and nobody else does', async () => {
  const call = await partner({ requestsPerMinute: 40 });
  const all = await Promise.all(Array.from({ length: 45 }, () => call('GET', '/reasons')));
  expect(all.filter(({ status }) => status === 200)).toHaveLength(40);
  const refused = all.find(({ status }) => status === 429);
  expect(refused?.code).toBe('too_many_requests');
  expect(refused?.response.headers.get('ratelimit-policy')).toBe('"api";q=40;w=60');
  expect(refused?.response.headers.get('ratelimit')).toMatch(/^"api";r=0;t=\d+$/);
  expect(Number(refused?.response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await mine('GET', '/reasons')).status).toBe(200);
});

it('the token endpoint has a limit of each partner’s own, counted once the partner has proved who it is', async () => {
  const { jwk, privateKey } = await partnerKey();
  const limited = await app.addPartner(jwk, { requestsPerMinute: 4 });
  const party = await RelyingParty.discover(app.issuer, limited, privateKey);
  const forged = await RelyingParty.discover(app.issuer, limited, (await partnerKey()).privateKey);
  for (let i = 0; i < 30; i++) await expect(forged.apiToken()).rejects.toMatchObject({ error: 'invalid_client' });
  const all = await Promise.allSettled(Array.from({ length: 21 }, () => party.apiToken()));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  expect(all.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { status: 429, error: 'too_many_requests' },
  });
});

describe('the description', () => {
  type Described = { responses: Record<string, { content?: Record<string, { schema: Json }> }> };
  let document: { paths: Record<string, Record<string, Described>>; components: { schemas: Json } };
  beforeAll(async () => {
    document = (await (await fetch(`${app.issuer}/partner/v1/openapi.json`)).json()) as typeof document;
  });

  it('lists every operation but those of a sandbox, and every problem at an operation that answers it', async () => {
    const inLive = operations.filter(({ sandboxOnly }) => !sandboxOnly);
    expect(operations.length - inLive.length).toBe(1);
    const { id } = await create();
    expect((await mine('POST', `/verifications/${id}/travel`, { seconds: 60 })).status).toBe(404);
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(inLive.map(({ method, path }) => `${method} ${path}`).sort());
    expect(new Set(operations.flatMap(problemCodes))).toEqual(new Set(Object.keys(problemTable)));
    const text = JSON.stringify(document);
    for (const code of inLive.flatMap(problemCodes)) expect(text).toContain(`"${code}"`);
  });

  it('has no reference that leads nowhere, and its schemas hold of what is answered', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'api', ...(document as object) });
    const schemaAt = (path: string, method: string, status: number, type = 'application/json') => {
      const pointer = ['paths', path, method, 'responses', status, 'content', type, 'schema'];
      const escaped = pointer.map((part) =>
        encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1')),
      );
      return ajv.compile({ $ref: `api#/${escaped.join('/')}` });
    };
    const { id, ...created } = await create();
    expect(schemaAt('/verifications', 'post', 201)({ id, ...created })).toBe(true);
    expect(schemaAt('/verifications/{id}', 'get', 200)((await read(id)).json)).toBe(true);
    expect(schemaAt('/verifications', 'get', 200)((await mine('GET', '/verifications')).json)).toBe(true);
    expect(schemaAt('/statistics', 'get', 200)((await mine('GET', '/statistics')).json)).toBe(true);
    const missing = await read('AAAAAAAAAAAAAAAAAAAAAA');
    const problem = schemaAt('/verifications/{id}', 'get', 404, 'application/problem+json');
    expect([problem(missing.json), problem({ ...missing.json, code: 'internal' })]).toEqual([true, false]);
  });
});
