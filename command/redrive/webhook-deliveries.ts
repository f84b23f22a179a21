import type { Delivery } from '../../store/partners/webhook-deliveries.js';
import { webhookDeliveryWorkflow, webhookDeliveryWorkflowId } from '../../workflows/webhook-delivery/messages.js';
import type { Kind } from './kind.js';

/** Events on their way to webhooks. */
export const webhookDeliveries: Kind<Delivery> = {
  workflow: webhookDeliveryWorkflow,
  workflowId: (deliveryId) => webhookDeliveryWorkflowId({ deliveryId }),
  open: (store) => store.webhookDeliveries.begunIds(),
  read: async (store, id) => {
    const delivery = await store.webhookDeliveries.byId(id);
    return delivery?.state === 'waiting' && !delivery.due ? delivery : undefined;
  },
  about: () => ({}),
  remedy: () => 'hand it over now, and again as if it were new',
  restart: async ({ store }, { _id }) => {
    await store.webhookDeliveries.replay(_id);
    return true;
  },
  kept: (store, id) => store.webhookDeliveries.byId(id),
};
