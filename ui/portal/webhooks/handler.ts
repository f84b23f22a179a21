import { addressProblem } from '../../../domain/partners/registered-address.js';
import { webhookEvents } from '../../../domain/partners/webhook-events.js';
import { randomId } from '../../../platform/random-id.js';
import type { UiDeps } from '../../deps.js';
import { record, servicePage } from '../service.js';

/** The addresses that are told of changes, and a form for another. The secret of a new one is shown in the answer, this once. */
export const webhooksPage = ({ store, environment }: UiDeps) => {
  const view = async (partnerId: string, more: { wrong?: { url: string; code: string }; secret?: string } = {}) => {
    const { wrong, secret } = more;
    const webhooks = await store.webhooks.listOf(partnerId);
    const errors: Record<string, string> = wrong ? { url: wrong.code } : {};
    return {
      page: 'portal/webhooks',
      form: { values: { url: wrong?.url }, errors },
      model: { webhooks: webhooks.map(({ _id, url, enabled }) => ({ id: _id, url, enabled })), events, secret },
    };
  };
  return servicePage({
    path: 'webhooks',
    needs: 'developer',
    show: ({ row }) => view(row._id),
    async submit(context) {
      const { req, row } = context;
      const url = String(req.body.url ?? '').trim();
      const problem = addressProblem(url, { httpsOnly: environment === 'live' });
      if (problem) return view(row._id, { wrong: { url, code: problem } });
      const chosen = [req.body.events ?? []].flat();
      const wanted = events.filter((one) => chosen.includes(one));
      const webhook = { _id: randomId(), partnerId: row._id, url, events: wanted.length > 0 ? wanted : ['*' as const] };
      const made = await store.webhooks.create(webhook, new Date());
      if (!made) return view(row._id, { wrong: { url, code: 'too_many' } });
      await record(store, context, 'service.webhook_added', { url });
      return view(row._id, { secret: made.secret });
    },
  });
};

/** A test is sent by its own button, to any webhook. */
const events = webhookEvents.filter((one) => one !== 'webhook.test');
