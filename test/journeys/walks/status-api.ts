import { beforeAll, describe, expect, test } from '@jest/globals';
import { fixedCode } from '../../../domain/sandbox/fixed-codes.js';
import { testPersonOf } from '../../../domain/sandbox/test-people.js';
import { drawTestDocument } from '../../../ui/sandbox/documents/draw.js';
import { type PartnerApi, partnerApi } from '../../support/partners/partner-api.js';
import { ownPatient } from '../../support/people/patients.js';
import { knownToPds, withPassport } from '../../support/people/people.js';
import { visitTo } from '../../support/people/visit.js';
import { Visitor } from '../../support/people/visitor.js';
import { eventually } from '../../support/workflows/workflow-environment.js';
import { product } from './place.js';
import { decideAs } from './queue.js';
import { strangerKey } from './stranger.js';
import { withAccount } from './with-account.js';

type Verification = { id: string; state: string; reasons: string[]; url: string; [field: string]: unknown };

let mine: PartnerApi;
let theirs: PartnerApi;
async function ask(body: object): Promise<Verification> {
  const response = await mine('/verifications', { method: 'POST', body: JSON.stringify(body) });
  expect(response.status).toBe(201);
  return (await response.json()) as Verification;
}

const get = async (id: string) => (await (await mine(`/verifications/${id}`)).json()) as Verification;
const stateOf = async (id: string) => (await get(id)).state;

async function listed(reference: string): Promise<Verification[]> {
  const response = await mine('/verifications/search', { method: 'POST', body: JSON.stringify({ reference }) });
  return ((await response.json()) as { data: Verification[] }).data;
}

/** Polls as partners do, and keeps each state the first time it is seen. */
function poll(id: string) {
  const seen: string[] = [];
  const timer = setInterval(async () => {
    const state = await stateOf(id).catch(() => undefined);
    if (state && seen.at(-1) !== state) seen.push(state);
  }, 200);
  return { seen, stop: () => clearInterval(timer) };
}

describe('The status API', () => {
  beforeAll(async () => {
    mine = await partnerApi(product);
    theirs = await partnerApi(product, 'hillside', strangerKey);
  });

  test('tells one verification from created to verified, past pauses and a review', async () => {
    const reference = 'Ward 7/Anna';
    const { id, url, state } = await ask({ reference, level: 'P9', return_address: `${product.devUrl}/status` });
    expect(state).toBe('created');
    const patient = { ...(await withPassport(ownPatient(product), 0)), refusesFaceData: true };
    const { visitor, person } = await withAccount(patient);

    await visitor.open(url);
    expect(await stateOf(id)).toBe('created');
    await visitor.send({});
    expect(await stateOf(id)).toBe('started');

    await visitTo('details', visitor, person);
    expect(await stateOf(id)).toBe('requires_input');
    await visitor.leave('leave');
    expect(visitor.page.name).toBe('partner');
    expect(await get(id)).toMatchObject({ state: 'requires_input', reasons: [], reference });

    await visitor.open(`${product.suretyUrl}/journey/${id}`);
    expect(visitor.page.name).toBe('details');
    product.devServer.faults.add({ target: 'pds', delayMs: 1_500, count: 1 });
    const polled = poll(id);
    await visitTo('in-review', visitor, person);
    await eventually(async () => polled.seen.includes('in_review'));
    polled.stop();
    expect(polled.seen[0]).toBe('requires_input');
    expect(polled.seen).toContain('processing');
    expect(await get(id)).toMatchObject({ state: 'in_review', reasons: ['face_consent_refused'] });

    await decideAs('pass', visitor);
    await eventually(async () => (await stateOf(id)) === 'verified');
    const verified = await get(id);
    expect(verified.reasons).toEqual([]);
    expect(verified).not.toHaveProperty('expires_at');
    expect((await listed(reference)).map((one) => one.id)).toEqual([id]);

    await visitor.open(`${product.suretyUrl}/journey/${id}`);
    await visitTo('partner', visitor, person);
  }, 120_000);

  test('tells one that ends as failed, with the reasons', async () => {
    const reference = 'Ward 7/Ben';
    const { visitor, person } = await withAccount(knownToPds('Marlow'));
    await visitor.open(`${product.devUrl}/login?level=P9&reference=${encodeURIComponent(reference)}`);
    await visitTo('check', visitor, person);
    const [begun] = await listed(reference);
    expect(begun).toMatchObject({ state: 'requires_input', reference });
    await visitTo('deceased', visitor, person);
    expect(await get(begun?.id ?? '')).toMatchObject({ state: 'failed', reasons: ['details_deceased'] });
  }, 120_000);

  test('tells one of a test person, whose referral is declined in the time that the partner travels', async () => {
    const found = testPersonOf('refer-decline@people.example');
    if (!found) throw new Error('nobody');
    const { id, url } = await ask({ reference: 'Ward 7/Dee', level: 'P9', return_address: `${product.devUrl}/status` });
    const visitor = new Visitor(product);
    await visitor.open(url);
    await visitor.send({});
    const anything = drawTestDocument();
    const contacts = { email: 'refer-decline@people.example', mobile: '07700900800', password: 'seven green bottles' };
    const pictures = { passport: anything, facePhoto: anything };
    await visitTo('in-review', visitor, { ...found.identity, ...contacts, ...pictures, code: fixedCode });
    await eventually(async () => (await stateOf(id)) === 'in_review');
    expect(await get(id)).toMatchObject({ state: 'in_review', reasons: ['face_near_threshold'] });

    const travel = (api: PartnerApi) =>
      api(`/verifications/${id}/travel`, { method: 'POST', body: JSON.stringify({ seconds: 3_600 }) });
    expect((await travel(theirs)).status).toBe(404);
    const travelled = await travel(mine);
    expect([travelled.status, await travelled.json()]).toMatchObject([
      200,
      { state: 'failed', reasons: ['review_face_differs'] },
    ]);
    expect(product.devServer.inbox.list(contacts.email)).toEqual([]);
  }, 60_000);

  test('tells journeys that began at /authorize: not signed in, paused, cancelled, taken up again, abandoned', async () => {
    const reference = 'Ward 7/Cai';
    const { visitor, person } = await withAccount();
    const begin = () => visitor.open(`${product.devUrl}/login?level=P5&reference=${encodeURIComponent(reference)}`);
    const states = async () => (await listed(reference)).map(({ state }) => state);

    await begin();
    expect(await states()).toEqual(['started']);
    await visitTo('postcode', visitor, person);
    expect(await states()).toEqual(['requires_input']);
    await visitor.leave('cancel');
    expect(await states()).toEqual(['cancelled']);

    await begin();
    expect(visitor.page.name).toBe('postcode');
    expect(await states()).toEqual(['requires_input', 'cancelled']);
    await visitor.leave('leave');
    expect(await states()).toEqual(['requires_input', 'cancelled']);

    await begin();
    await visitTo('partner', visitor, person);
    // What they took themselves back from is not told later.
    expect(await states()).toEqual(['verified', 'verified', 'cancelled']);
  }, 120_000);

  test('tells the demo partner, which asks for one on its own page, by a webhook', async () => {
    const page = async (path: string, init?: RequestInit) => (await fetch(product.devUrl + path, init)).text();
    const send = (path: string, fields = {}) => page(path, { method: 'POST', body: new URLSearchParams(fields) });
    expect(await send('/status/webhook')).toContain(`${product.devUrl}/surety/webhooks`);
    const [, id = ''] =
      /&quot;id&quot;: &quot;([\w-]+)/.exec(await send('/status', { reference: 'Ward 9', level: 'P5' })) ?? [];
    expect(await page(`/status?id=${id}`)).toContain('&quot;state&quot;: &quot;created&quot;');
    await eventually(async () => (await page('/status')).includes(`verification.created, <a href="/status?id=${id}">`));
  }, 60_000);

  test('answers 304 for as long as nothing has changed', async () => {
    const { id, url } = await ask({ reference: 'Ward 8', level: 'P5', return_address: `${product.devUrl}/` });
    const first = await mine(`/verifications/${id}`);
    const etag = first.headers.get('etag') ?? '';
    const again = () => mine(`/verifications/${id}`, { headers: { 'if-none-match': etag } });
    expect((await again()).status).toBe(304);
    const visitor = new Visitor(product);
    await visitor.open(url);
    expect((await again()).status).toBe(304);
    await visitor.send({});
    expect((await again()).status).toBe(200);
  });

  test('shows a partner nothing of another', async () => {
    const reference = 'Ward 9';
    const { id } = await ask({ reference, level: 'P5', return_address: `${product.devUrl}/` });
    const foreign = await theirs(`/verifications/${id}`);
    const unknown = await theirs('/verifications/AAAAAAAAAAAAAAAAAAAAAA');
    expect([foreign.status, await foreign.json()]).toEqual([unknown.status, await unknown.json()]);
    expect(foreign.status).toBe(404);
    const found = await theirs('/verifications/search', { method: 'POST', body: JSON.stringify({ reference }) });
    expect(await found.json()).toEqual({ data: [] });
  });
});
