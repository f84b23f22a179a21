import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { createLog } from '../../platform/log/log.js';
import { randomId } from '../../platform/random-id.js';
import type { Delivery } from '../../store/partners/webhook-deliveries.js';
import { withinBudget } from '../../test/support/store/within-budget.js';
import {
  eventually,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';
import { relay } from './relay.js';

let at: WorkflowEnvironment;
let receiver: Server;
let got: { headers: IncomingHttpHeaders; body: string }[];
let answer: (count: number) => number;
const log = createLog({ level: 'silent', process: 'test' });

beforeAll(async () => {
  at = await startWorkflowEnvironment();
  receiver = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    got.push({ headers: req.headers, body });
    res.writeHead(answer(got.length), { location: 'http://127.0.0.1:1/' }).end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
}, 60_000);
afterAll(async () => {
  receiver.close();
  await at?.close();
}, 60_000);
beforeEach(() => {
  got = [];
  answer = () => 204;
});

const passOn = () => relay({ store: at.store, temporal: at.client, log });

async function webhook(partnerId: string, events: ('*' | 'verification.cancelled')[] = ['*']) {
  const url = `http://localhost:${(receiver.address() as AddressInfo).port}/hook`;
  const made = await at.store.webhooks.create({ _id: randomId(), partnerId, url, events }, new Date());
  if (!made) throw new Error('too many');
  return { id: made.webhook._id, secret: made.secret };
}

async function verification(partnerId: string): Promise<string> {
  const now = new Date();
  const from = { partnerId, wanted: 'P5', reference: 'Ward 7/0001', language: 'en', now, started: false } as const;
  return (await at.store.journeys.createByPartner(from)).journey._id;
}

const told = () => got.map(({ body }) => JSON.parse(body) as { type: string; data: { sequence: number } });
const deliveries = (id: string) => at.store.webhookDeliveries.list(id, { limit: 50 });
const waiting = (id: string) =>
  eventually(async () => {
    const rows = await deliveries(id);
    return rows.some(({ nextAt }) => nextAt) && rows;
  });
const settled = (id: string, state: Delivery['state'], count = 1) =>
  eventually(async () => {
    const rows = await deliveries(id);
    return rows.length === count && rows.every((row) => row.state === state) && rows;
  });

describe('a change', () => {
  it('is told once, signed as Standard Webhooks say, with a number and nothing personal', async () => {
    const partnerId = randomId();
    const { id, secret } = await webhook(partnerId);
    const verificationId = await verification(partnerId);
    await at.store.journeys.cancelByPartner(verificationId, new Date());
    await Promise.all([passOn(), passOn(), passOn()]);
    await passOn();
    await settled(id, 'delivered', 2);
    expect(told().sort((a, b) => a.data.sequence - b.data.sequence)).toEqual([
      expect.objectContaining({
        type: 'verification.created',
        timestamp: expect.any(String),
        data: { id: verificationId, state: 'created', reasons: [], sequence: 1, updated_at: expect.any(String) },
      }),
      expect.objectContaining({
        type: 'verification.cancelled',
        data: expect.objectContaining({ state: 'cancelled', reasons: ['cancelled_by_partner'], sequence: 2 }),
      }),
    ]);
    for (const { headers, body } of got) {
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
      const other = `whsec_${randomBytes(32).toString('base64')}`;
      expect(() => new Webhook(other).verify(body, headers as Record<string, string>)).toThrow();
    }
    expect(JSON.stringify([got, await deliveries(id)])).not.toContain('Ward 7');
  });

  it('left by a killed process is told all the same, once', async () => {
    const partnerId = randomId();
    const { id } = await webhook(partnerId);
    const verificationId = await verification(partnerId);
    const rows = at.store.tools.db.collection<{ _id: string }>('journeys');
    // Killed between the write and the look at it; the news of before were taken and never passed on.
    await rows.updateOne(
      { _id: verificationId },
      { $set: { cancelledAt: new Date(), stale: new Date(Date.now() - 5_000) }, $inc: { changes: 1 } },
    );
    await at.store.standings.takeNews(new Date());
    expect(await at.store.standings.takeNews(new Date())).toBeNull();
    await rows.updateOne({ _id: verificationId }, { $set: { newsDue: new Date() } });
    await passOn();
    await settled(id, 'delivered', 2);
    expect((await at.store.standings.current(verificationId, new Date()))?.standing?.sequence).toBe(2);
    const types = told().map(({ type }) => type);
    expect(types.sort()).toEqual(['verification.cancelled', 'verification.created']);
  });

  it('that only time makes is told, too', async () => {
    const partnerId = randomId();
    const { id } = await webhook(partnerId, ['*']);
    const verificationId = await verification(partnerId);
    const rows = at.store.tools.db.collection<{ _id: string }>('journeys');
    await rows.updateOne({ _id: verificationId }, { $set: { expiresAt: new Date(Date.now() - 1) } });
    await passOn();
    await settled(id, 'delivered', 2);
    expect(told().map(({ type }) => type)).toContain('verification.expired');
  });

  it('is told only to those who ask for it, and nothing to a webhook that is disabled', async () => {
    const partnerId = randomId();
    const only = await webhook(partnerId, ['verification.cancelled']);
    const off = await webhook(partnerId);
    await at.store.webhooks.change(off.id, partnerId, { enabled: false }, new Date());
    const verificationId = await verification(partnerId);
    await at.store.journeys.cancel(verificationId, new Date());
    await passOn();
    await settled(only.id, 'delivered');
    expect(told().map(({ type }) => type)).toEqual(['verification.cancelled']);
    expect(await deliveries(off.id)).toEqual([]);
  });
});

describe('a receiver', () => {
  it('that fails is asked again for three days, a redirect counts as a failure, and then no more', async () => {
    const partnerId = randomId();
    const { id } = await webhook(partnerId);
    answer = (count) => (count % 2 ? 500 : 302);
    await verification(partnerId);
    await passOn();
    await eventually(async () => got.length === 1);
    const [first] = await waiting(id);
    expect(first?.attempts).toMatchObject([{ status: 500 }]);
    await at.env.sleep('4 days');
    const [delivery] = await settled(id, 'failed');
    expect(delivery).toMatchObject({ tries: 11 });
    expect(got).toHaveLength(11);
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);

    answer = () => 200;
    await at.store.webhookDeliveries.replay(delivery?._id ?? '');
    await passOn();
    await settled(id, 'delivered');
    expect(got).toHaveLength(12);
  }, 60_000);

  it('that waits for its next attempt is asked at once when somebody replays', async () => {
    const partnerId = randomId();
    const { id } = await webhook(partnerId);
    answer = (count) => (count === 1 ? 503 : 200);
    await verification(partnerId);
    await passOn();
    const [first] = await waiting(id);
    await at.store.webhookDeliveries.replay(first?._id ?? '');
    await passOn();
    const [after] = await settled(id, 'delivered');
    expect(after).not.toHaveProperty('nextAt');
    const [one, two] = after?.attempts ?? [];
    expect(Number(two?.at) - Number(one?.at)).toBeLessThan(5_000);
  });

  it('that says 410 is disabled, and asked no more', async () => {
    const partnerId = randomId();
    const { id } = await webhook(partnerId);
    answer = () => 410;
    await verification(partnerId);
    await passOn();
    await settled(id, 'failed');
    expect(await at.store.webhooks.byId(id)).toMatchObject({ enabled: false, disabledBy: 'gone' });
    expect(got).toHaveLength(1);
  });

  it('verifies with the old and with the new secret while a rotation lasts', async () => {
    const partnerId = randomId();
    const { id, secret } = await webhook(partnerId);
    const fresh = await at.store.webhooks.rotateSecret(id, partnerId, new Date());
    await verification(partnerId);
    await withinBudget('webhook: a change told', async () => {
      await passOn();
      await settled(id, 'delivered');
    });
    const [{ headers, body } = { headers: {}, body: '' }] = got;
    for (const one of [secret, fresh?.secret ?? '']) {
      expect(new Webhook(one).verify(body, headers as Record<string, string>)).toBeDefined();
    }
    const row = await at.store.webhooks.byId(id);
    const later = new Date(Date.now() + 25 * 3_600_000);
    expect(row && at.store.webhooks.secretsOf(row, later)).toEqual([fresh?.secret]);
    expect(JSON.stringify(row)).not.toContain(secret);
  });
});

it('a time range is told again, also to a webhook that did not exist then', async () => {
  const partnerId = randomId();
  const from = new Date();
  await verification(partnerId);
  await verification(partnerId);
  await passOn();
  const { id } = await webhook(partnerId);
  const events = await at.store.webhookEvents.between(partnerId, { from, to: new Date(Date.now() + 1), limit: 10 });
  expect(events).toHaveLength(2);
  await at.store.webhookDeliveries.replayAll(events, id);
  await passOn();
  await settled(id, 'delivered', 2);
});
