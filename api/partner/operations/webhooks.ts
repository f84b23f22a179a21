import { z } from 'zod';
import type { Webhook } from '../../../store/partners/webhooks.js';
import { PartnerProblem } from '../../http/problem-table.js';
import { type Context, operation } from '../operation.js';
import {
  createdWebhook,
  freshSecret,
  newWebhook,
  webhook,
  webhookChanges,
  webhookOf,
  webhookParams,
} from '../webhook-schemas.js';

/** The partner's own webhook. @throws PartnerProblem also for another partner's. */
export async function ownWebhook(id: string, { store, partner }: Context): Promise<Webhook> {
  const row = await store.webhooks.ofPartner(id, partner._id);
  if (!row) throw new PartnerProblem('not_found');
  return row;
}

/** The partner's own webhook, where it is told of changes. @throws PartnerProblem */
export async function enabledWebhook(id: string, context: Context): Promise<Webhook> {
  const row = await ownWebhook(id, context);
  if (!row.enabled) throw new PartnerProblem('webhook_disabled');
  return row;
}

const path = '/webhooks/{id}';
const shown = { 200: { description: 'The webhook.', body: webhook } };

export const createWebhook = operation({
  id: 'createWebhook',
  method: 'post',
  path: '/webhooks',
  tag: 'Webhooks',
  summary: 'Be told of changes',
  description: 'Ten at most. Its secret is told this once.',
  body: newWebhook,
  idempotent: true,
  answers: { 201: { description: 'It exists.', body: createdWebhook, headers: ['Location'] } },
  problems: ['too_many_webhooks'],
  async handle({ body }, { store, partner, now, newId }) {
    const made = await store.webhooks.create({ _id: newId, partnerId: partner._id, ...body }, now);
    if (!made) throw new PartnerProblem('too_many_webhooks');
    const headers = { Location: `/partner/v1/webhooks/${newId}` };
    return { status: 201, headers, body: { ...webhookOf(made.webhook), secret: made.secret } };
  },
});

export const listWebhooks = operation({
  id: 'listWebhooks',
  method: 'get',
  path: '/webhooks',
  tag: 'Webhooks',
  summary: 'All of yours',
  answers: {
    200: { description: 'All of them.', body: z.object({ data: z.array(webhook) }).meta({ id: 'WebhookList' }) },
  },
  async handle(_asked, { store, partner }) {
    return { status: 200, body: { data: (await store.webhooks.listOf(partner._id)).map(webhookOf) } };
  },
});

export const readWebhook = operation({
  id: 'readWebhook',
  method: 'get',
  path,
  tag: 'Webhooks',
  summary: 'One of yours',
  params: webhookParams,
  answers: shown,
  problems: ['not_found'],
  handle: async ({ params }, context) => ({ status: 200, body: webhookOf(await ownWebhook(params.id, context)) }),
});

export const changeWebhook = operation({
  id: 'changeWebhook',
  method: 'patch',
  path,
  tag: 'Webhooks',
  summary: 'Change its address or events, enable or disable it',
  params: webhookParams,
  body: webhookChanges,
  answers: shown,
  problems: ['not_found'],
  async handle({ params: { id }, body }, { store, partner, now }) {
    const row = await store.webhooks.change(id, partner._id, body, now);
    if (!row) throw new PartnerProblem('not_found');
    return { status: 200, body: webhookOf(row) };
  },
});

export const deleteWebhook = operation({
  id: 'deleteWebhook',
  method: 'delete',
  path,
  tag: 'Webhooks',
  summary: 'Be told no more',
  description: 'What is on its way is not tried again.',
  params: webhookParams,
  answers: { 204: { description: 'It is gone.' } },
  problems: ['not_found'],
  async handle({ params: { id } }, { store, partner }) {
    if (!(await store.webhooks.remove(id, partner._id))) throw new PartnerProblem('not_found');
    return { status: 204 };
  },
});

export const rotateSecret = operation({
  id: 'rotateSecret',
  method: 'post',
  path: '/webhooks/{id}/secret',
  tag: 'Webhooks',
  summary: 'A new secret',
  description: 'The one before signs along for a day: each request then has two signatures.',
  params: webhookParams,
  answers: { 200: { description: 'The secret, told this once.', body: freshSecret } },
  problems: ['not_found'],
  async handle({ params: { id } }, { store, partner, now }) {
    const fresh = await store.webhooks.rotateSecret(id, partner._id, now);
    if (!fresh) throw new PartnerProblem('not_found');
    return { status: 200, body: { id, secret: fresh.secret, previous_secret_until: fresh.until.toISOString() } };
  },
});
