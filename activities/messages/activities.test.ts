import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { type Collection, MongoClient } from 'mongodb';
import { type DevServer, startDevServer } from '../../dev/server.js';
import { developmentSettings } from '../../dev/up/settings.js';
import { createLookup } from '../../platform/keys/lookup.js';
import { createSealer } from '../../platform/keys/sealing.js';
import { randomId } from '../../platform/random-id.js';
import { loadConfig } from '../../platform/settings/config.js';
import { rollUps } from '../../store/insight/roll-ups.js';
import type { MessageRow, NewMessage } from '../../store/messages/message.js';
import { messages } from '../../store/messages/messages.js';
import { partnerStatistics } from '../../store/partners/partner-statistics.js';
import { statisticsChoices } from '../../store/partners/statistics-choices.js';
import { toldMonths } from '../../store/partners/told-months.js';
import { testSecrets } from '../../test/support/test-secrets.js';
import { createMessageActivities, type MessageActivities } from './activities.js';
import type { Transport } from './transport.js';
import { transports } from './transports.js';

const secrets = await testSecrets();
const lookup = createLookup(new Uint8Array(randomBytes(32)));
let outside: DevServer;
let database: MongoClient;
let store: { messages: ReturnType<typeof messages>; partnerStatistics: ReturnType<typeof partnerStatistics> };
let rows: Collection<MessageRow>;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  outside = await startDevServer({ port: 0, mailPort: 0, issuer: 'http://localhost:9', secrets });
  database = await new MongoClient(process.env.MONGODB_URI ?? '').connect();
  const db = database.db(`messages-${randomId()}`);
  const sealer = createSealer(new Uint8Array(randomBytes(32)));
  const tools = { db, keysDb: db, sealer, lookup };
  store = {
    messages: messages(tools),
    partnerStatistics: partnerStatistics(rollUps(tools), toldMonths(tools), statisticsChoices(tools)),
  };
  await store.messages.ensureIndexes();
  rows = db.collection<MessageRow>('messages');
  env = developmentSettings(secrets, {
    suretyUrl: 'http://localhost:3000',
    devUrl: outside.url,
    smtpUrl: outside.smtpUrl,
    mongodbUri: 'mongodb://localhost',
    temporalAddress: 'localhost:7233',
    partnersFile: 'partners.json',
  } as Parameters<typeof developmentSettings>[1]);
});
afterEach(() => outside.faults.clear());
afterAll(async () => {
  await outside?.close();
  await database?.close();
});

function sender(change: NodeJS.ProcessEnv = {}) {
  return asActivities(
    createMessageActivities({ store, lookup, transports: transports(loadConfig({ ...env, ...change }, 'worker')) }),
  );
}

/** As a worker runs them. */
const asActivities = ({ sendMessage }: MessageActivities): MessageActivities => ({
  sendMessage: (message) => new MockActivityEnvironment().run(sendMessage, message),
});

async function put(change: Partial<NewMessage> = {}): Promise<{ key: string; to: string }> {
  const key = `code-${randomId()}`;
  const to =
    change.channel === 'sms'
      ? `+4477009${String(Math.random()).slice(2, 7)}`
      : `${randomId().toLowerCase()}@mail.example`;
  const message = {
    key,
    to,
    channel: 'email' as const,
    template: 'email-code',
    params: { challengeId: key },
    language: 'en' as const,
  };
  await store.messages.putMessage({ ...message, ...change });
  return { key: change.key ?? key, to: change.to ?? to };
}

describe('sending', () => {
  test('an email carries the code of its challenge, made on the way', async () => {
    const { key, to } = await put();
    expect(await sender().sendMessage({ key })).toEqual({ outcome: 'sent' });
    const [mail, ...others] = outside.inbox.list(to);
    expect(others).toEqual([]);
    expect(mail?.text).toContain(`\n${lookup.oneTimeCode(key)}\n`);
    expect(mail?.html).toContain(`>${lookup.oneTimeCode(key)}<`);
    expect(mail?.reference).toMatch(/^<[\da-f]{32}@surety\.example>$/);
  });

  test('a text message goes by Notify, with its key as reference', async () => {
    const { key, to } = await put({ channel: 'sms', template: 'sms-code', language: 'cy' });
    expect(await sender().sendMessage({ key })).toEqual({ outcome: 'sent' });
    expect(outside.inbox.list(to)).toMatchObject([{ kind: 'sms', reference: key }]);
    expect(outside.inbox.list(to)[0]?.text).toMatch(/^\d{6} yw eich cod/);
  });

  test('email may go by Notify too', async () => {
    const { key, to } = await put({ template: 'verified', params: { url: 'http://localhost:3000/journey/abc' } });
    await sender({ MAIL_TRANSPORT: 'notify' }).sendMessage({ key });
    expect(outside.inbox.list(to)).toMatchObject([{ reference: key, subject: 'We have confirmed who you are' }]);
  });

  test('happens once, however often and by however many it is asked for', async () => {
    const { key, to } = await put();
    const activities = sender();
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => activities.sendMessage({ key })));
    const answers = asked.map((one) => (one.status === 'fulfilled' ? one.value.outcome : one.reason.type));
    expect(answers).toContain('sent');
    expect(answers.filter((answer) => answer !== 'sent' && answer !== 'message_busy')).toEqual([]);
    expect(await activities.sendMessage({ key })).toEqual({ outcome: 'sent' });
    expect(outside.inbox.list(to)).toHaveLength(1);
  });

  test('of a message put twice keeps the first one', async () => {
    const { key, to } = await put();
    await put({ key, to: 'other@mail.example' });
    await sender().sendMessage({ key });
    expect(outside.inbox.list(to)).toHaveLength(1);
    expect(outside.inbox.list('other@mail.example')).toEqual([]);
  });

  test('of an unknown key, or of a code that has run out, sends nothing', async () => {
    expect(await sender().sendMessage({ key: 'code-unknown' })).toEqual({ outcome: 'failed' });
    const { key, to } = await put({ expiresAt: new Date(Date.now() - 1) });
    expect(await sender().sendMessage({ key })).toEqual({ outcome: 'failed' });
    expect(await sender().sendMessage({ key })).toEqual({ outcome: 'failed' });
    expect(await store.messages.statusOf(key)).toBe('expired');
    expect(outside.inbox.list(to)).toEqual([]);
  });
});

describe('outages', () => {
  test('of mail and of Notify are retryable, and the message goes out when they end', async () => {
    const mail = await put();
    const text = await put({ channel: 'sms', template: 'sms-code' });
    outside.faults.add({ target: 'smtp', status: 451 });
    outside.faults.add({ target: 'notify', status: 500 });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(sender().sendMessage(mail)).rejects.toMatchObject({ type: 'smtp_busy', nextRetryDelay: 20_000 });
      await expect(sender().sendMessage(text)).rejects.toMatchObject({ type: 'notify_down', nonRetryable: false });
    }
    outside.faults.clear();
    expect(await sender().sendMessage(mail)).toEqual({ outcome: 'sent' });
    expect(await sender().sendMessage(text)).toEqual({ outcome: 'sent' });
    expect([outside.inbox.list(mail.to).length, outside.inbox.list(text.to).length]).toEqual([1, 1]);
  });

  test('of a server that is not there at all, too', async () => {
    const { key } = await put();
    const lost = sender({ SMTP_URL: 'smtp://127.0.0.1:9' }).sendMessage({ key });
    await expect(lost).rejects.toMatchObject({ type: 'smtp_down', nonRetryable: false });
  });

  test.each([
    [403, 'notify_forbidden'],
    [429, 'notify_busy'],
  ])('Notify answering %s is waited out', async (status, type) => {
    const { key } = await put({ channel: 'sms', template: 'sms-code' });
    outside.faults.add({ target: 'notify', status, count: 1 });
    await expect(sender().sendMessage({ key })).rejects.toMatchObject({ type, nonRetryable: false });
  });

  test('a template that Notify does not know is nobody’s bounce', async () => {
    const { key } = await put({ channel: 'sms', template: 'sms-code' });
    const wrong = sender({ NOTIFY_SMS_TEMPLATE: 'unknown' }).sendMessage({ key });
    await expect(wrong).rejects.toMatchObject({ type: 'notify_refused', nonRetryable: true });
    expect(await store.messages.statusOf(key)).toBe('put');
  });

  test('a message without words for it is given up at once', async () => {
    const { key } = await put({ template: 'no-such-template' });
    const given = sender().sendMessage({ key });
    await expect(given).rejects.toMatchObject({ type: 'message_template', nonRetryable: true });
  });

  test('after which Notify is asked whether it has the message already', async () => {
    const { key, to } = await put({ channel: 'sms', template: 'sms-code' });
    outside.faults.add({ target: 'notify', drop: true, count: 1 });
    await expect(sender().sendMessage({ key })).rejects.toMatchObject({ type: 'notify_down' });
    expect(await sender().sendMessage({ key })).toEqual({ outcome: 'sent' });
    expect(outside.inbox.list(to)).toHaveLength(1);
  });

  test('in the one window that SMTP leaves open give a second copy the same Message-ID', async () => {
    const { key, to } = await put();
    outside.faults.add({ target: 'smtp', drop: true, count: 1 });
    await expect(sender().sendMessage({ key })).rejects.toMatchObject({ type: 'smtp_down' });
    expect(await sender().sendMessage({ key })).toEqual({ outcome: 'sent' });
    const copies = outside.inbox.list(to);
    expect(copies).toHaveLength(2);
    expect(copies[0]?.reference).toBe(copies[1]?.reference);
  });
});

describe('a sender that dies with its claim', () => {
  test('is waited for until its lease ends, then another takes over', async () => {
    const { key, to } = await put();
    await store.messages.claimMessage(key, 'the dead one', new Date(), 500);
    const refused = await sender()
      .sendMessage({ key })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ type: 'message_busy', nonRetryable: false });
    expect((refused as { nextRetryDelay: number }).nextRetryDelay).toBeLessThanOrEqual(500);
    await sleep(510);
    expect(await sender().sendMessage({ key })).toEqual({ outcome: 'sent' });
    expect(outside.inbox.list(to)).toHaveLength(1);
  });

  test('holds on to its claim as long as it lives', async () => {
    const { key } = await put();
    await store.messages.claimMessage(key, 'alive', new Date(), 500);
    await store.messages.holdClaim(key, 'alive', new Date(), 12_000);
    await store.messages.holdClaim(key, 'another', new Date(0), 0);
    await sleep(510);
    await expect(sender().sendMessage({ key })).rejects.toMatchObject({ type: 'message_busy' });
  });

  test('cannot take its claim back, nor spoil what the other one did', async () => {
    const { key } = await put();
    await store.messages.claimMessage(key, 'slow', new Date(Date.now() - 1000), 500);
    await sender().sendMessage({ key });
    await store.messages.markFailed(key, 'slow', 'late', new Date());
    await store.messages.markExpired(key, 'slow', new Date());
    expect(await store.messages.statusOf(key)).toBe('sent');
  });
});

describe('addresses that cannot be reached', () => {
  test('are an outcome, not an error, and are remembered until something else arrives', async () => {
    const to = 'nobody@bounce.example';
    const { key } = await put({ to });
    expect(await sender().sendMessage({ key })).toEqual({ outcome: 'bounced' });
    expect(await sender().sendMessage({ key })).toEqual({ outcome: 'bounced' });
    expect(await store.messages.hasBounced('email', to)).toBe(true);
    expect(await store.messages.hasBounced('email', 'else@mail.example')).toBe(false);
    const next = await put({ to });
    await store.messages.markSent(next.key, undefined, new Date(Date.now() + 5));
    expect(await store.messages.hasBounced('email', to)).toBe(false);
  });

  test('may be refused by Notify at once', async () => {
    const { key } = await put({ channel: 'sms', template: 'sms-code', to: '123' });
    expect(await sender().sendMessage({ key })).toEqual({ outcome: 'bounced' });
  });

  test('or turn out so later, for good', async () => {
    const { key, to } = await put({ channel: 'sms', template: 'sms-code' });
    await sender().sendMessage({ key });
    await store.messages.markBounced(key, 'notify_permanent_failure', new Date());
    await store.messages.markSent(key, 'n1', new Date());
    expect(await store.messages.statusOf(key)).toBe('bounced');
    expect(await store.messages.hasBounced('sms', to)).toBe(true);
  });
});

describe('what is kept', () => {
  test('shows neither recipient nor code, and is erased after 90 days', async () => {
    const { key, to } = await put();
    await sender().sendMessage({ key });
    const row = await rows.findOne({ _id: key });
    const bytes = Buffer.from(JSON.stringify(row)).toString();
    expect(bytes).not.toContain(to);
    expect(bytes).not.toContain(Buffer.from(to).toString('base64').slice(0, 20));
    expect(bytes).not.toContain(lookup.oneTimeCode(key));
    const days = ((row?.erasedAt.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
  });

  test('a monthly report is an email with its figures, and with a file of them', async () => {
    const { key, to } = await put({
      template: 'partner-statistics',
      params: { url: 'https://surety.example/portal', report: { partner: 'p', month: '2026-10' } },
    });
    await sender().sendMessage({ key });
    const [mail] = outside.inbox.list(to);
    expect(mail?.text).toContain('Level P9: Succeeded: 0 (all services: not shown)');
    const text = expect.stringMatching(
      /^period,figure,name,"own","all"\r\n.*\r\n2026-10,P9 succeeded,"Level P9: Succeeded",0,\r\n/s,
    );
    expect(mail?.files).toEqual([{ name: 'statistics-2026-10.csv', type: 'text/csv', text }]);
  });

  test('a transport that breaks in an unforeseen way leaves a stable code and no text', async () => {
    const { key, to } = await put();
    const broken: Transport = { send: () => Promise.reject(new Error(`no route to ${to}`)) };
    const activities = asActivities(
      createMessageActivities({ store, lookup, transports: { email: broken, sms: broken } }),
    );
    await expect(activities.sendMessage({ key })).rejects.toThrow();
    expect(await rows.findOne({ _id: key })).toMatchObject({ status: 'put', failure: 'unexpected' });
  });
});
