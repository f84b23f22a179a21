import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, decodeProtectedHeader, type JWK, jwtVerify } from 'jose';
import { createLogoutTokens } from '../../../activities/logout/logout-token.js';
import { createSigningKeyActivities } from '../../../activities/signing-keys/activities.js';
import { day, hour } from '../../../domain/clock.js';
import { createLog } from '../../../platform/log/log.js';
import { randomId } from '../../../platform/random-id.js';
import type { MakeKey } from '../../../store/provider/signing-keys.js';
import { type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { rsaKey } from '../../../test/support/partners/rsa-key.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let app: ProviderApp;
let party: RelyingParty;
let now: number;

beforeAll(async () => {
  app = await startProviderApp();
  first = [
    { ...(await rsaKey()), kid: 'first' },
    { ...ec(), kid: 'first-ec' },
  ];
  const { jwk, privateKey } = await partnerKey();
  party = await RelyingParty.discover(app.issuer, await app.addPartner(jwk), privateKey);
});
afterAll(() => app.close());
beforeEach(async () => {
  Object.assign(app.behaviour, { accountId: await app.addAccount() });
  await app.store.tools.keysDb.collection('signing_keys').deleteMany({});
  now = Date.parse('2026-11-01T00:00:00Z');
  await app.store.signingKeys.takeIn(first, make, new Date(now));
  await refresh();
});

const ec = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as JWK;
const make: MakeKey = async (kind) => ({ ...(kind === 'RSA' ? await rsaKey() : ec()), kid: randomId() });
let first: JWK[];

/** What every process does each half minute. */
const refresh = async () => app.keys.replace(await app.store.signingKeys.at(new Date(now)));
const rotate = (everyMs: number) => app.store.signingKeys.rotate(new Date(now), everyMs, make);
const published = async () => {
  const { keys } = (await (await fetch(`${app.issuer}/jwks`)).json()) as { keys: JWK[] };
  return keys.map(({ kid }) => kid as string);
};
/** A relying party that fetches keys when it says so, and never besides. */
const stubborn = () =>
  createRemoteJWKSet(new URL(`${app.issuer}/jwks`), {
    cooldownDuration: Number.POSITIVE_INFINITY,
    cacheMaxAge: Number.POSITIVE_INFINITY,
  });
const kidOf = (token: string) => decodeProtectedHeader(token).kid as string;

describe('While signing keys rotate', () => {
  test('no sign-in is missed, and relying parties that look for keys once a day verify each token', async () => {
    const browser = new CookieBrowser(app.issuer);
    const jwks = stubborn();
    const hasty = createRemoteJWKSet(new URL(`${app.issuer}/jwks`), { cooldownDuration: 0 });
    const used = new Set<string>();
    let tokens: { id: string; access: string; sub: string; until: number }[] = [];
    for (let passed = 0; passed < 5 * day; passed += 10 * hour, now += 10 * hour) {
      if (passed % (20 * hour) === 0) await jwks.reload();
      // The process that serves learns of a change at the next round only.
      await refresh();
      await rotate(2 * day);
      const { tokens: answer, claims } = await party.signIn(browser);
      const [id, access, sub] = [String(answer.id_token), answer.access_token, String(claims.sub)];
      tokens = [...tokens.filter(({ until }) => until > now), { id, access, sub, until: now + 12 * hour }];
      used.add(kidOf(id));
      expect(kidOf(access)).toBe(kidOf(id));
      for (const token of tokens) {
        const options = { issuer: app.issuer, audience: party.partner._id };
        await expect(jwtVerify(token.id, jwks, options)).resolves.toBeDefined();
        await expect(jwtVerify(token.id, hasty, options)).resolves.toBeDefined();
        expect(await party.userinfo(token.access, token.sub)).toMatchObject({ sub: token.sub });
      }
    }
    expect([...used]).toEqual(['first', expect.any(String), expect.any(String)]);
    expect(await published()).not.toContain('first');
  });

  test('an ID token that a former key signed is taken as a hint, until its session would be over', async () => {
    const browser = new CookieBrowser(app.issuer);
    const { tokens } = await party.signIn(browser);
    const hint = async () => {
      const address = `/end-session?id_token_hint=${tokens.id_token}&client_id=${party.partner._id}`;
      return (await new CookieBrowser(app.issuer).open(address)).response.status;
    };
    now += day;
    await rotate(2 * day);
    now += day + 12 * hour;
    await refresh();
    expect(app.keys.signer('RS512').kid).not.toBe('first');
    expect(await hint()).toBe(200);
    now += 12 * hour;
    await refresh();
    expect(await hint()).toBe(400);
  });

  test('tokens for signing out are signed by the same key', async () => {
    const sign = createLogoutTokens(app.issuer, app.keys);
    const about = { accountId: 'somebody', sid: 'session' };
    now += 89 * day;
    await rotate(90 * day);
    await refresh();
    expect(kidOf(await sign({ _id: 'partner' }, about))).toBe('first');
    now += day;
    await refresh();
    const [signing, signingEc] = await published();
    expect(kidOf(await sign({ _id: 'partner' }, about))).toBe(signing);
    expect(kidOf(await sign({ _id: 'partner', idTokenAlg: 'ES256' }, about))).toBe(signingEc);
    expect([signing, signingEc]).not.toContain('first');
  });
});

describe('The ring of signing keys', () => {
  test('is changed once, by however many processes that come at the same time', async () => {
    now += 89 * day;
    const changes = await Promise.all(Array.from({ length: 4 }, () => rotate(90 * day)));
    expect(changes.flatMap(({ made }) => made)).toHaveLength(2);
    await refresh();
    expect(await published()).toHaveLength(4);
  });

  test('holds private keys sealed, and none of a key that is gone, which is not taken in again', async () => {
    now += 89 * day;
    await rotate(90 * day);
    const rows = app.store.tools.keysDb.collection<{ keys: { kid: string; sealed?: unknown }[] }>('signing_keys');
    expect(JSON.stringify(await rows.find().toArray())).not.toContain(first[0]?.d);
    now += 2 * day;
    expect(await rotate(90 * day)).toMatchObject({ made: [], gone: ['first', 'first-ec'] });
    const [ring] = await rows.find().toArray();
    expect(ring?.keys.filter(({ sealed }) => !sealed).map(({ kid }) => kid)).toEqual(['first', 'first-ec']);
    await app.store.signingKeys.takeIn(first, make, new Date(now));
    await refresh();
    expect(await published()).toHaveLength(2);
  });

  test('takes a key that the operator gives later as the next one', async () => {
    await app.store.signingKeys.takeIn([{ ...(await rsaKey()), kid: 'given' }, ...first], make, new Date(now));
    await refresh();
    expect([await published(), app.keys.signer('RS512').kid]).toEqual([['first', 'first-ec', 'given'], 'first']);
    now += day;
    await refresh();
    expect(app.keys.signer('RS512').kid).toBe('given');
  });

  test('takes the first key of its kind at once: nobody has used that kind before', async () => {
    await app.store.tools.keysDb.collection('signing_keys').deleteMany({});
    await app.store.signingKeys.takeIn(first.slice(0, 1), make, new Date(now));
    await app.store.signingKeys.takeIn(first, make, new Date(now));
    const states = await app.store.signingKeys.states(new Date(now));
    expect(states.map(({ kid, state }) => [kid, state])).toEqual([
      ['first', 'signing'],
      ['first-ec', 'signing'],
    ]);
  });

  test('has the audit tell what became of each key, also where the process was killed before it could', async () => {
    const { store } = app;
    const killed = { ...store, audit: { ...store.audit, append: () => Promise.reject(new Error('killed')) } };
    const common = { make, everyMs: 10 * day, log: createLog({ level: 'silent', process: 'test' }) };
    await expect(createSigningKeyActivities({ ...common, store: killed }).rotateSigningKeys()).rejects.toThrow();
    for (const _ of [1, 2]) await createSigningKeyActivities({ ...common, store }).rotateSigningKeys();
    const entries = await store.tools.db.collection('audit').find({ action: 'signing-keys.rotated' }).toArray();
    expect(entries.map(({ details }) => details)).toEqual([
      { made: ['first', 'first-ec'], gone: [] },
      { made: [expect.any(String), expect.any(String)], gone: [] },
    ]);
  });

  test('loses all keys at once where somebody else may have them', async () => {
    const { tokens, claims } = await party.signIn(new CookieBrowser(app.issuer));
    await app.store.signingKeys.replaceAll(new Date(now), make);
    await refresh();
    expect(await published()).not.toContain('first');
    await expect(party.userinfo(tokens.access_token, String(claims.sub))).rejects.toThrow();
    expect((await party.signIn(new CookieBrowser(app.issuer))).claims.sub).toBe(claims.sub);
  });

  test('loses those that were to come as well, and its new ones sign for as long as others', async () => {
    now += 89 * day;
    expect((await rotate(90 * day)).made).toHaveLength(2);
    const { made } = await app.store.signingKeys.replaceAll(new Date(now), make);
    for (const days of [0, 1, 2, 80]) {
      const at = new Date(now + days * day);
      const states = await app.store.signingKeys.states(at);
      expect(states.map(({ kid, state }) => [kid, state])).toEqual(made.map((kid) => [kid, 'signing']));
      expect(await app.store.signingKeys.rotate(at, 90 * day, make)).toEqual({ made: [], gone: [] });
    }
    now += 89 * day;
    expect((await rotate(90 * day)).made).toHaveLength(2);
  });
});
