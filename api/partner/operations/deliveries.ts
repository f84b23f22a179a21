import { z } from 'zod';
import { PartnerProblem } from '../../http/problem-table.js';
import { cursorOf, pageAnswer, placeOf } from '../cursor.js';
import { operation } from '../operation.js';
import { cursor, page, pageOf } from '../schemas.js';
import { delivery, deliveryOf, deliveryParams, webhookParams } from '../webhook-schemas.js';
import { enabledWebhook, ownWebhook } from './webhooks.js';

/** Events that are put on their way again by one request. */
const mostReplayed = 1_000;

export const listDeliveries = operation({
  id: 'listDeliveries',
  method: 'get',
  path: '/webhooks/{id}/deliveries',
  tag: 'Webhooks',
  summary: 'What it was told in the last 30 days, newest first',
  params: webhookParams,
  query: page.extend({ state: delivery.shape.state.optional() }),
  answers: { 200: { description: 'One page.', body: pageOf(delivery).meta({ id: 'DeliveryList' }) } },
  problems: ['not_found', 'cursor_not_valid'],
  async handle({ params, query: { limit, cursor: from, state } }, context) {
    const { _id } = await ownWebhook(params.id, context);
    const rows = await context.store.webhookDeliveries.list(_id, { limit: limit + 1, state, before: placeOf(from) });
    return { status: 200, body: pageAnswer(rows, limit, deliveryOf) };
  },
});

export const replayDelivery = operation({
  id: 'replayDelivery',
  method: 'post',
  path: '/webhooks/{id}/deliveries/{delivery}/replay',
  tag: 'Webhooks',
  summary: 'Deliver an event again, now',
  description: 'With the same `webhook-id`. Also what was delivered, or given up.',
  params: deliveryParams,
  answers: { 202: { description: 'It is on its way.', body: delivery } },
  problems: ['not_found', 'webhook_disabled'],
  async handle({ params }, context) {
    const { store, partner } = context;
    await enabledWebhook(params.id, context);
    const row = await store.webhookDeliveries.ofWebhook(params.delivery, params.id, partner._id);
    if (!row) throw new PartnerProblem('not_found');
    await store.webhookDeliveries.replay(row._id);
    return { status: 202, body: deliveryOf({ ...row, state: 'waiting' }) };
  },
});

const moment = z.iso.datetime({ offset: true });

const range = z
  .strictObject({ from: moment, to: moment, cursor })
  .meta({ id: 'Range', description: 'From one moment up to, and not with, another.' });

export const replayRange = operation({
  id: 'replayRange',
  method: 'post',
  path: '/webhooks/{id}/replays',
  tag: 'Webhooks',
  summary: 'Deliver the events of a time range again, now',
  description: `Also those from before it existed, up to 30 days back. ${mostReplayed} at a time: go on with \`next\`.`,
  params: webhookParams,
  body: range,
  answers: {
    202: {
      description: 'They are on their way.',
      body: z.object({ events: z.int(), next: z.string().optional() }).meta({ id: 'Replayed' }),
    },
  },
  problems: ['not_found', 'cursor_not_valid', 'webhook_disabled'],
  async handle({ params, body }, context) {
    const { store, partner } = context;
    const { _id, events: wanted } = await enabledWebhook(params.id, context);
    const { from, to } = { from: new Date(body.from), to: new Date(body.to) };
    const which = { from, to, limit: mostReplayed + 1, after: placeOf(body.cursor) };
    const rows = await store.webhookEvents.between(partner._id, which);
    const all = rows.slice(0, mostReplayed);
    const events = all.filter(({ type }) => wanted.includes('*') || wanted.includes(type));
    await store.webhookDeliveries.replayAll(events, _id);
    const last = all.at(-1);
    const next = rows.length > mostReplayed && last ? { next: cursorOf(last) } : {};
    return { status: 202, body: { events: events.length, ...next } };
  },
});

export const testWebhook = operation({
  id: 'testWebhook',
  method: 'post',
  path: '/webhooks/{id}/test',
  tag: 'Webhooks',
  summary: 'Send it a `webhook.test`',
  params: webhookParams,
  answers: { 202: { description: 'It is on its way.', body: delivery } },
  problems: ['not_found', 'webhook_disabled'],
  async handle({ params }, context) {
    const { store, partner, now, newId } = context;
    const { _id } = await enabledWebhook(params.id, context);
    const event = { _id: `${newId}_1`, partnerId: partner._id, type: 'webhook.test' as const, createdAt: now };
    await store.webhookEvents.put([event]);
    await store.webhookDeliveries.put([event], _id);
    const row = await store.webhookDeliveries.byId(`${event._id}_${_id}`);
    if (!row) throw new PartnerProblem('not_found');
    return { status: 202, body: deliveryOf(row) };
  },
});
