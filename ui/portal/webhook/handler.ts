import { randomId } from '../../../platform/random-id.js';
import type { Webhook } from '../../../store/partners/webhooks.js';
import type { UiDeps } from '../../deps.js';
import { actionOf, named } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import { exactTime } from '../../words/times.js';
import { record, type ServiceContext, servicePage } from '../service.js';

const ROWS = 50;

/** One webhook: what it was told, again where that is wanted, its secret, and its end. */
export const webhookPage = ({ store }: UiDeps) => {
  const view = async ({ res }: ServiceContext, webhook: Webhook | null, secret?: string) => {
    const { language } = frameOf(res);
    const deliveries = webhook ? await store.webhookDeliveries.list(webhook._id, { limit: ROWS }) : [];
    return {
      page: 'portal/webhook',
      status: webhook ? 200 : 404,
      model: {
        webhook,
        secret,
        deliveries: deliveries.map(({ _id, type, state, createdAt, tries, attempts }) => {
          const last = attempts.at(-1);
          const answer = last && (last.status ?? last.failure);
          return { id: _id, type, state, tries, answer, at: exactTime(createdAt, language) };
        }),
      },
    };
  };
  /** What each button does. @returns a secret that is to be shown */
  const acts: Record<string, (context: ServiceContext, webhook: Webhook) => Promise<string | undefined>> = {
    async enable({ row }, { _id }) {
      await store.webhooks.change(_id, row._id, { enabled: true }, new Date());
      return undefined;
    },
    async disable({ row }, { _id }) {
      await store.webhooks.change(_id, row._id, { enabled: false }, new Date());
      return undefined;
    },
    async rotate({ row }, { _id }) {
      return (await store.webhooks.rotateSecret(_id, row._id, new Date()))?.secret;
    },
    async remove({ row }, { _id }) {
      await store.webhooks.remove(_id, row._id);
      return undefined;
    },
    async test({ row }, { _id, enabled }) {
      if (!enabled) return undefined;
      const event = {
        _id: `${randomId()}_1`,
        partnerId: row._id,
        type: 'webhook.test' as const,
        createdAt: new Date(),
      };
      await store.webhookEvents.put([event]);
      await store.webhookDeliveries.put([event], _id);
      return undefined;
    },
    async replay({ req, row }, { _id, enabled }) {
      const delivery = await store.webhookDeliveries.ofWebhook(String(req.body.delivery ?? ''), _id, row._id);
      if (delivery && enabled) await store.webhookDeliveries.replay(delivery._id);
      return undefined;
    },
  };
  const webhookOf = ({ req, row }: ServiceContext) => store.webhooks.ofPartner(String(req.params.webhook), row._id);

  return servicePage({
    path: 'webhooks/:webhook',
    needs: 'developer',
    show: async (context) => view(context, await webhookOf(context)),
    async submit(context) {
      const { req, base } = context;
      const [webhook, action] = [await webhookOf(context), actionOf(req)];
      const act = named(acts, action);
      if (!webhook || !act) return { to: `${base}/webhooks` };
      const secret = await act(context, webhook);
      await record(store, context, `service.webhook_${action}`, { url: webhook.url });
      if (secret) return view(context, await webhookOf(context), secret);
      return {
        to: action === 'remove' ? `${base}/webhooks?done=removed` : `${base}/webhooks/${webhook._id}?done=saved`,
      };
    },
  });
};
