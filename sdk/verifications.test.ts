import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { monthBefore, startOfMonth } from '../domain/insight/months.js';
import { type VerificationState as Told, verificationStates } from '../domain/partners/verification-status.js';
import { type ProviderApp, startProviderApp } from '../test/support/apps/provider-app.js';
import { importSdk } from '../test/support/partners/packed-sdk.js';
import { type SdkPartner, startSdkPartner } from '../test/support/partners/sdk-partner.js';
import type { Surety, VerificationState } from './index.js';

let app: ProviderApp;
let site: SdkPartner;
let surety: Surety;
/** Answers to lose on their way. */
let lose = 0;
/** How far each verification was moved on, by whom it was asked for. */
const travelled: { id: string; ms: number }[] = [];
/** Requests that the SDK made, and waits that it was told. */
const asked: { url: string; status: number; wait: string | null }[] = [];

beforeAll(async () => {
  app = await startProviderApp({
    travel: async (journey, { ms }) => {
      travelled.push({ id: journey._id, ms });
      return 'travelled';
    },
  });
  const scopes = ['openid', 'verifications'];
  site = await startSdkPartner({
    app,
    registered: { scopes },
    surety: {
      // The real answers; only that nobody waits for a minute here.
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (/\/(verifications|travel)$/.test(url) && lose-- > 0) throw new TypeError('fetch failed');
        const wait = answer.headers.get('Retry-After');
        asked.push({ url, status: answer.status, wait });
        const headers = new Headers(answer.headers);
        if (wait) headers.set('Retry-After', '0');
        return new Response(answer.status === 304 ? null : await answer.arrayBuffer(), {
          status: answer.status,
          headers,
        });
      },
    },
  });
  surety = site.surety;
});
afterAll(async () => {
  await site.close();
  await app.close();
});

const wanted = () => ({ reference: 'patient-4711', level: 'P5' as const, return_address: `${site.url}/verified` });
/** Types alone: the package knows every state that the product tells, and no other. */
export const states: { known: VerificationState[]; told: Told[] } = {
  known: [...verificationStates],
  told: [] as VerificationState[],
};

describe('A verification', () => {
  it('is made, read, and read again only where something changed', async () => {
    const { id, url, state } = await surety.verifications.create(wanted());
    expect({ state, url }).toEqual({ state: 'created', url: expect.stringContaining(`${app.issuer}/start/`) });
    const first = await surety.verifications.read(id);
    expect(first.verification).toMatchObject({ id, reference: 'patient-4711', level: 'P5' });
    expect(await surety.verifications.read(id, first.etag)).toBeUndefined();
    await surety.verifications.cancel(id);
    expect((await surety.verifications.read(id, first.etag))?.verification.state).toBe('cancelled');
  });

  it('is watched until it does not change by itself any more', async () => {
    const { id } = await surety.verifications.create(wanted());
    const seen: string[] = [];
    for await (const { state } of surety.verifications.watch(id)) {
      seen.push(state);
      if (state === 'created') await surety.verifications.cancel(id);
    }
    expect(seen).toEqual(['created', 'cancelled']);
  });

  it('is watched no longer than somebody wants to', async () => {
    const { id } = await surety.verifications.create(wanted());
    const giveUp = new AbortController();
    const watch = async () => {
      for await (const _change of surety.verifications.watch(id, { signal: giveUp.signal }))
        giveUp.abort(new Error('enough'));
    };
    await expect(watch()).rejects.toThrow('enough');
  });

  it('is found by the reference of its partner', async () => {
    const { id } = await surety.verifications.create({ ...wanted(), reference: 'found' });
    const { data, next } = await surety.verifications.find('found', { limit: 1 });
    expect({ ids: data.map((one) => one.id), next }).toEqual({ ids: [id], next: undefined });
  });

  it('is listed, given a fresh address, and redacted when it is over', async () => {
    const { id, url } = await surety.verifications.create({ ...wanted(), reference: 'to-be-erased' });
    expect((await surety.verifications.list({ limit: 1 })).data).toMatchObject([{ id, reference: 'to-be-erased' }]);
    const fresh = await surety.verifications.renewUrl(id);
    expect(fresh.url).not.toBe(url);
    await expect(surety.verifications.redact(id)).rejects.toMatchObject({ problem: 'verification_not_over' });
    await surety.verifications.cancel(id);
    const done = await surety.verifications.redact(id);
    expect(done).not.toHaveProperty('reference');
  });

  it('is made once, however often the request is sent with its key', async () => {
    const [one, two] = [
      await surety.verifications.create(wanted(), 'k1'),
      await surety.verifications.create(wanted(), 'k1'),
    ];
    expect(two).toEqual(one);
    lose = 1;
    const { reference } = await surety.verifications.create({ ...wanted(), reference: 'lost-answer' });
    expect((await surety.verifications.find(reference ?? '')).data).toHaveLength(1);
  });

  it('moves on in time in the sandbox, once where the answer was lost', async () => {
    const { id } = await surety.verifications.create(wanted());
    lose = 1;
    expect(await surety.verifications.travel(id, 86_400)).toMatchObject({ id, state: 'created' });
    expect(travelled).toEqual([{ id, ms: 86_400_000 }]);
    await expect(surety.verifications.travel('nobody', 1)).rejects.toMatchObject({ problem: 'not_found' });
  });

  it('needs one token for many requests, and a new one where Surety refuses it', async () => {
    const tokens = () => asked.filter(({ url }) => url.endsWith('/token')).length;
    const { id } = await surety.verifications.create(wanted());
    const before = tokens();
    await Promise.all([1, 2, 3].map(() => surety.verifications.read(id)));
    expect(tokens()).toBe(before);
  });
});

describe('Statistics', () => {
  it('are one’s own, totals as far as they were told, and those of services that show theirs', async () => {
    const { rollUps, statisticsChoices, toldMonths, clients } = app.store;
    const month = monthBefore(new Date());
    const begun = startOfMonth(month);
    const row = { span: 'hour', hour: begun, level: 'P9', device: 'phone', language: 'en', release: 'r' } as const;
    const of = (partner: string, count: number) => ({ ...row, partner, count, kind: 'landed' as const });
    await rollUps.replace('hour', begun, [of(site.partner._id, 4_711), of('showing', 1_234), of('hiding', 99)]);
    await clients.register('showing', 'live', { name: 'Shown Surgery' });
    await statisticsChoices.setOpen('showing', true, new Date());
    const before = await surety.statistics(month);
    expect({ period: before.period, own: before.own.counts.P9.landed, all: before.all, others: before.others }).toEqual(
      { period: month, own: 4_711, all: undefined, others: [] },
    );
    const statistics = { counts: { 'P9 landed': 6_040 }, reasons: {}, medians: { document: 61_400 } };
    await toldMonths.tell(month, new Date(), { statistics, tables: {} }, ['showing']);
    const { own, all, others } = await surety.statistics(month);
    expect(all).toEqual({
      counts: { all: {}, P0: {}, P5: {}, P9: { landed: 6_040 } },
      ...{ reasons: {}, median_seconds: { document: 61 } },
    });
    expect(others.map(({ name, counts }) => [name, counts.P9.landed])).toEqual([['Shown Surgery', 1_234]]);
    expect(JSON.stringify({ own, all, others })).not.toContain('99');
    const { headers } = await surety.api('/statistics');
    expect(headers.get('RateLimit-Policy')).toBe('"statistics";q=120;w=3600');
    await expect(surety.statistics('2019-01')).rejects.toMatchObject({
      fields: [{ field: 'period', code: 'not_valid' }],
    });
  });
});

describe('A problem', () => {
  it('names the fields that are wrong', async () => {
    const made = surety.verifications.create({ ...wanted(), return_address: 'https://evil.example/' });
    await expect(made).rejects.toMatchObject({
      code: 'api_problem',
      status: 400,
      problem: 'fields_not_valid',
      fields: [{ field: 'return_address', code: 'not_registered' }],
    });
  });

  it('is a partner without the right to the API', async () => {
    const other = await startSdkPartner({ app, registered: { statusApi: false } });
    await expect(other.surety.verifications.create(wanted())).rejects.toHaveProperty('code', 'request_refused');
    await other.close();
  });

  it('is a key that Surety does not know', async () => {
    const { createSurety } = await importSdk();
    const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const stranger = createSurety({ ...surety.options, privateKey });
    await expect(stranger.verifications.read('x')).rejects.toMatchObject({ code: 'client_refused', advice: 'mend' });
  });

  it('is a Surety that cannot be reached, and one that can be a moment later', async () => {
    const { createSurety } = await importSdk();
    const gate = createServer((_req, res) =>
      res.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad gateway'),
    );
    await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
    const gatePort = (gate.address() as { port: number }).port;
    let open = false;
    const behind = createSurety({
      ...surety.options,
      fetch: (url, init) => (open ? fetch(url, init) : fetch(`http://127.0.0.1:${gatePort}/`)),
    });
    await expect(behind.begin()).rejects.toMatchObject({ code: 'unreachable', advice: 'wait' });
    gate.close();
    await expect(behind.begin()).rejects.toMatchObject({ code: 'unreachable' });
    open = true;
    await expect(behind.begin()).resolves.toBeDefined();
  });
});
