import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reasons } from '../../domain/journey/reasons.js';
import type { CaseState, CaseStep } from '../../domain/verification/case-state.js';
import { randomId } from '../../platform/random-id.js';
import { type ProviderApp, raise, startProviderApp } from '../../test/support/apps/provider-app.js';
import { type ApiCaller, apiCaller, type Json } from '../../test/support/partners/api-caller.js';
import { partnerKey, RelyingParty } from '../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { withinBudget } from '../../test/support/store/within-budget.js';

let app: ProviderApp;
let party: RelyingParty;
let other: RelyingParty;
let call: ApiCaller;

beforeAll(async () => {
  app = await startProviderApp();
  const [mine, theirs] = [await partnerKey(), await partnerKey()];
  party = await RelyingParty.discover(app.issuer, await app.addPartner(mine.jwk), mine.privateKey);
  other = await RelyingParty.discover(app.issuer, await app.addPartner(theirs.jwk), theirs.privateKey);
  call = apiCaller(app.issuer, await party.apiToken());
});
afterAll(() => app.close());

const good = { reference: 'Ward 7/0001', level: 'P9', return_address: 'https://partner.example/back' };
const create = async (changes: Json = {}) => (await call('POST', '/verifications', { ...good, ...changes })).json;
const get = (id: unknown, headers = {}) => call('GET', `/verifications/${id}`, undefined, headers);

/** Moves a journey's case to a step, as the workflow's projection would. */
async function project(journeyId: string, accountId: string, step: CaseStep, more: Partial<CaseState> = {}) {
  const now = new Date();
  const who = { id: randomId(), accountId, accountEpoch: 0, journeyId };
  const opening = { ...who, wanted: 'P9', level: 'P0', nonce: randomId(), now } as const;
  const { state } = await app.store.cases.open(opening);
  await app.store.journeys.attachCase(journeyId, state.id, now);
  const next = { ...state, epoch: 0, version: state.version + 1, step, updatedAt: Date.now(), ...more };
  await app.store.cases.project(next);
}

describe('the list of reasons', () => {
  it('gives each code its meaning and, where the person reads some, the advice in both languages', async () => {
    const { status, json } = await call('GET', '/reasons');
    expect(status).toBe(200);
    const list = json.reasons as { code: string; advice?: object }[];
    expect(json.version).toEqual(expect.any(Number));
    expect(list.map(({ code }) => code)).toEqual(reasons);
    for (const reason of list) {
      expect(reason).toMatchObject({
        about: expect.any(String),
        since: expect.any(Number),
        meaning: expect.any(String),
      });
    }
    const advice = { en: expect.stringMatching(/blurred/), cy: expect.stringMatching(/aneglur/) };
    expect(list.find(({ code }) => code === 'photo_blurred')).toMatchObject({ advice });
    expect(list.find(({ code }) => code === 'document_low_confidence')).not.toHaveProperty('advice');
    expect((await call('POST', '/reasons', {})).status).toBe(405);
    expect((await call('GET', '/reasons', undefined, { authorization: 'Bearer none' })).status).toBe(401);
  });
});

describe('a verification', () => {
  it('begins with a one-time address for the person', async () => {
    const { response, json, status } = await call('POST', '/verifications', good);
    expect(status).toBe(201);
    expect(response.headers.get('location')).toBe(`/partner/v1/verifications/${json.id}`);
    expect(json).toMatchObject({ state: 'created', reasons: [], level: 'P9', reference: good.reference });
    const [, id, secret] = /\/start\/([\w-]{22})\.([\w-]{32})$/.exec(String(json.url)) ?? [];
    expect(id).toBe(json.id);
    expect((await get(id)).json).not.toHaveProperty('url');
    const journey = await app.store.journeys.byId(String(id));
    expect(JSON.stringify(journey)).not.toContain(secret);
    expect(JSON.stringify(journey)).not.toContain(good.reference);
    expect(journey?.vtr).toBe('["P9.Cp.Cd","P9.Cp.Ck","P9.Cm"]');
  });

  it('is followed from created to verified', async () => {
    const { id } = await create();
    const journeyId = String(id);
    const accountId = await app.addAccount();
    const seen: [unknown, string | null][] = [];
    const look = async () => {
      const { json, response } = await get(id);
      seen.push([json.state, response.headers.get('retry-after')]);
      return json;
    };
    await look();
    const { url } = await create();
    await app.store.journeys.claim(journeyId, accountId, new Date());
    await look();
    await project(journeyId, accountId, 'details-checking');
    await look();
    await project(journeyId, accountId, 'document', { reasons: ['photo_blurred'] });
    expect((await look()).reasons).toEqual(['photo_blurred']);
    await project(journeyId, accountId, 'in-review', { reasons: ['face_near_threshold'] });
    expect((await look()).reasons).toEqual(['face_near_threshold']);
    await raise(app.store, accountId, 'P9');
    await project(journeyId, accountId, 'verified', { live: false });
    expect((await look()).reasons).toEqual([]);
    expect(seen).toEqual([
      ['created', '60'],
      ['requires_input', '30'],
      ['processing', '5'],
      ['requires_input', '30'],
      ['in_review', '300'],
      ['verified', null],
    ]);
    expect(url).toBeDefined();
  });

  it('that is opened, declined, ended or cancelled says so', async () => {
    const [started, failed, expired, cancelled] = await Promise.all([create(), create(), create(), create()]);
    const secret = String(started?.url).split('.').at(-1) ?? '';
    await app.store.journeys.spendStartSecret(String(started?.id), secret, 'phone', new Date());
    expect((await get(started?.id)).json.state).toBe('started');

    const accountId = await app.addAccount();
    await app.store.journeys.claim(String(failed?.id), accountId, new Date());
    await project(String(failed?.id), accountId, 'declined', { live: false, reasons: ['review_face_differs'] });
    expect((await get(failed?.id)).json).toMatchObject({ state: 'failed', reasons: ['review_face_differs'] });

    const journeys = app.store.tools.db.collection<{ _id: string }>('journeys');
    await journeys.updateOne({ _id: String(expired?.id) }, { $set: { expiresAt: new Date(Date.now() - 1) } });
    expect((await get(expired?.id)).json).toMatchObject({ state: 'expired', reasons: ['case_expired'] });

    await app.store.journeys.cancel(String(cancelled?.id), new Date());
    expect((await get(cancelled?.id)).json.state).toBe('cancelled');
  });

  it('begun at /authorize is seen as well', async () => {
    const now = new Date();
    const journey = await app.store.journeys.open({
      partnerId: party.partner._id,
      wanted: 'P5',
      reference: 'from authorize',
      language: 'en',
      now,
      started: true,
    });
    expect((await get(journey._id)).json).toMatchObject({ state: 'started', level: 'P5', reference: 'from authorize' });
  });

  it('unchanged is answered by 304, changed by itself', async () => {
    const { id } = await create();
    const first = await withinBudget('status poll', () => get(id));
    const etag = first.response.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const same = await withinBudget('status poll, unchanged', () => get(id, { 'if-none-match': etag }));
    expect(same.status).toBe(304);
    expect((await get(id, { 'if-none-match': '"other"' })).status).toBe(200);
    await app.store.journeys.cancel(String(id), new Date());
    expect((await get(id, { 'if-none-match': etag })).status).toBe(200);
  });

  it('of another partner does not exist', async () => {
    const { id } = await create();
    const theirs = apiCaller(app.issuer, await other.apiToken());
    const foreign = await theirs('GET', `/verifications/${id}`);
    const unknown = await theirs('GET', '/verifications/AAAAAAAAAAAAAAAAAAAAAA');
    const list = await theirs('POST', '/verifications/search', { reference: good.reference });
    expect(foreign.status).toBe(404);
    expect(foreign.json).toEqual(unknown.json);
    expect(list.json).toEqual({ data: [] });
  });
});

describe('the list by reference', () => {
  it('goes page by page, newest first, over all of them once', async () => {
    const reference = 'many of one';
    const ids: unknown[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await create({ reference })).id);
    await create({ reference: 'another' });
    const seen: unknown[] = [];
    let cursor: unknown;
    do {
      const { json } = await call('POST', '/verifications/search', {
        reference,
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...(json.data as Json[]).map(({ id }) => id));
      cursor = json.next;
    } while (cursor);
    expect(seen).toEqual(ids);
  });

  it.each(['x', 'e30', Buffer.from('1.short').toString('base64url')])('refuses the cursor %s', async (cursor) => {
    const { status, code } = await call('POST', '/verifications/search', { reference: 'a', cursor });
    expect([status, code]).toEqual([400, 'cursor_not_valid']);
  });

  it('takes no reference in the address, where logs would keep it', async () => {
    const { status, json } = await call('GET', '/verifications?reference=x');
    expect([status, json.errors]).toEqual([400, [{ field: 'body', code: 'unknown_fields' }]]);
  });
});

describe('a request that is wrong', () => {
  it.each<[string, Json, { field: string; code: string }]>([
    ['without a reference', { reference: undefined }, { field: 'reference', code: 'missing' }],
    ['with an empty reference', { reference: '' }, { field: 'reference', code: 'not_valid' }],
    ['with a long reference', { reference: 'x'.repeat(256) }, { field: 'reference', code: 'not_valid' }],
    ['with control characters', { reference: 'a\u0000b' }, { field: 'reference', code: 'not_valid' }],
    ['with a number for a reference', { reference: 7 }, { field: 'reference', code: 'not_valid' }],
    ['with an unknown level', { level: 'P7' }, { field: 'level', code: 'not_valid' }],
    ['with P0', { level: 'P0' }, { field: 'level', code: 'not_valid' }],
    ['with an unknown field', { colour: 'blue' }, { field: 'body', code: 'unknown_fields' }],
    [
      'with an address not registered',
      { return_address: 'https://evil.example/' },
      { field: 'return_address', code: 'not_registered' },
    ],
    [
      'with a longer address',
      { return_address: 'https://partner.example/back/more' },
      { field: 'return_address', code: 'not_registered' },
    ],
  ])('%s says which field', async (_name, changes, problem) => {
    const { status, json, response } = await call('POST', '/verifications', { ...good, ...changes });
    expect(status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(json).toMatchObject({ status: 400, code: 'fields_not_valid', errors: [problem] });
    expect(json.type).toBe('urn:surety:problem:fields_not_valid');
  });

  it('with a level the partner is not registered for', async () => {
    const key = await partnerKey();
    const partner = await app.addPartner(key.jwk, { vectors: ['P5.Cp.Cd'] });
    const theirs = await RelyingParty.discover(app.issuer, partner, key.privateKey);
    const { json } = await apiCaller(app.issuer, await theirs.apiToken())('POST', '/verifications', good);
    expect(json.errors).toEqual([{ field: 'level', code: 'not_registered' }]);
  });

  it.each<[string, unknown, Record<string, string>, number, string]>([
    ['200 kB of JSON', { ...good, reference: 'x'.repeat(200_000) }, {}, 413, 'body_too_large'],
    ['what is no JSON', '{"reference":', {}, 400, 'json_not_valid'],
    ['a JSON string', '"text"', {}, 400, 'json_not_valid'],
    ['an array', [], {}, 400, 'fields_not_valid'],
    ['a form', 'reference=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'media_type_not_supported'],
    ['text', 'hello', { 'content-type': 'text/plain' }, 415, 'media_type_not_supported'],
    ['a compressed body', '{}', { 'content-encoding': 'gzip' }, 415, 'media_type_not_supported'],
    ['nested arrays', '['.repeat(5_000), {}, 400, 'json_not_valid'],
  ])('%s', async (_name, body, headers, status, code) => {
    const result = await call('POST', '/verifications', body, headers);
    expect([result.status, result.code]).toEqual([status, code]);
    expect(result.response.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['DELETE', '/verifications/AAAAAAAAAAAAAAAAAAAAAA', 405],
    ['PUT', '/verifications', 405],
    ['GET', '/verifications/search', 405],
    ['GET', '/nothing', 404],
    ['GET', '/', 404],
  ])('%s %s', async (method, path, status) => {
    const result = await call(method, path);
    expect(result.status).toBe(status);
    expect(result.response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('without the right token', () => {
  it.each<[string, () => Promise<Record<string, string>>, number, string]>([
    ['none', async () => ({ authorization: '' }), 401, 'token_missing'],
    ['another scheme', async () => ({ authorization: 'Basic eDp5' }), 401, 'token_missing'],
    ['nonsense', async () => ({ authorization: 'Bearer nonsense' }), 401, 'invalid_token'],
    [
      'a person’s access token',
      async () => ({ authorization: `Bearer ${await personsToken()}` }),
      401,
      'invalid_token',
    ],
    ['no scope', async () => ({ authorization: `Bearer ${await party.apiToken({})}` }), 403, 'insufficient_scope'],
  ])('%s', async (_name, headers, status, code) => {
    const result = await call('GET', '/verifications/x', undefined, await headers());
    expect([result.status, result.code]).toEqual([status, code]);
    expect(result.response.headers.get('www-authenticate')).toContain('Bearer');
  });

  async function personsToken(): Promise<string> {
    app.behaviour.accountId = await app.addAccount();
    return (await party.signIn(new CookieBrowser(app.issuer))).tokens.access_token;
  }
});

it('no reference and no secret is logged', () => {
  expect(app.logged.join('')).not.toContain('Ward 7');
  expect(app.logged.join('')).not.toContain('/start/');
});
