import { beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { importSdk } from '../test/support/partners/packed-sdk.js';
import type { WebhookCheck, WebhookEvent } from './index.js';

const [secret, newer] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'];
const body = JSON.stringify({ type: 'verification.updated', data: { id: 'v', state: 'verified' } });
const now = new Date('2026-11-22T12:00:00Z');
const stamp = (at = now) => String(Math.floor(at.getTime() / 1_000));
const signed = (by = secret, text = body, at = now, id = 'msg_1') => new Webhook(by).sign(id, at, text);

let checkWebhook: (check: WebhookCheck) => Promise<WebhookEvent>;
beforeAll(async () => {
  ({ checkWebhook } = await importSdk());
});

const check = (changes: { headers?: Record<string, string>; body?: string; secrets?: string[] } = {}) =>
  checkWebhook({
    body: changes.body ?? body,
    secrets: changes.secrets ?? [secret],
    headers: new Headers({
      'webhook-id': 'msg_1',
      'webhook-timestamp': stamp(),
      'webhook-signature': signed(),
      ...changes.headers,
    }),
    now,
  });

describe('A webhook', () => {
  it('signed by the Standard Webhooks scheme is taken', async () => {
    const event = await check();
    expect(event).toMatchObject({
      id: 'msg_1',
      type: 'verification.updated',
      sentAt: now,
      data: { state: 'verified' },
    });
  });

  it('is taken while a secret is replaced, whichever side has it first', async () => {
    await expect(check({ secrets: [newer, secret] })).resolves.toBeDefined();
    const both = `${signed(newer)} ${signed()}`;
    await expect(check({ headers: { 'webhook-signature': both } })).resolves.toBeDefined();
    await expect(check({ headers: { 'webhook-signature': `v1a,AAAA ${signed()}` } })).resolves.toBeDefined();
  });

  const [early, late] = [new Date(now.getTime() - 301_000), new Date(now.getTime() + 301_000)];
  it.each<[string, Parameters<typeof check>[0]]>([
    ['with another body', { body: body.replace('verified', 'failed') }],
    ['with a space more', { body: `${body} ` }],
    ['under another id', { headers: { 'webhook-id': 'msg_2' } }],
    ['at another time', { headers: { 'webhook-timestamp': stamp(new Date(now.getTime() + 1_000)) } }],
    ['too old', { headers: { 'webhook-timestamp': stamp(early), 'webhook-signature': signed(secret, body, early) } }],
    [
      'from the future',
      { headers: { 'webhook-timestamp': stamp(late), 'webhook-signature': signed(secret, body, late) } },
    ],
    ['signed by a stranger', { headers: { 'webhook-signature': signed(newer) } }],
    ['without a signature', { headers: { 'webhook-signature': '' } }],
    ['with an empty one', { headers: { 'webhook-signature': 'v1,' } }],
    ['with a signature that is not base64', { headers: { 'webhook-signature': 'v1,***' } }],
    ['with one of another version', { headers: { 'webhook-signature': signed().replace('v1', 'v2') } }],
    ['with a time that is no number', { headers: { 'webhook-timestamp': '1e9' } }],
    ['that is not JSON', { body: '{', headers: { 'webhook-signature': signed(secret, '{') } }],
  ])('%s is refused', async (_name, changes) => {
    await expect(check(changes)).rejects.toMatchObject({ code: 'webhook_not_valid' });
  });

  it('is not checked with a secret that is none', async () => {
    await expect(check({ secrets: ['whsec_***'] })).rejects.toThrow(TypeError);
    await expect(check({ secrets: [] })).rejects.toMatchObject({ code: 'webhook_not_valid' });
  });
});
