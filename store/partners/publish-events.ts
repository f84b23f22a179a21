import { createHash } from 'node:crypto';
import type { webhookDeliveries } from './webhook-deliveries.js';
import type { EventRow, webhookEvents } from './webhook-events.js';
import type { webhooks } from './webhooks.js';

type Outbox = {
  webhooks: Pick<ReturnType<typeof webhooks>, 'subscribers'>;
  webhookEvents: Pick<ReturnType<typeof webhookEvents>, 'put'>;
  webhookDeliveries: Pick<ReturnType<typeof webhookDeliveries>, 'put'>;
};

/** Keeps events, and puts them on their way to every webhook that asks for them. Repeating it makes nothing twice. */
export async function publishEvents(store: Outbox, events: readonly Omit<EventRow, 'erasedAt'>[]): Promise<void> {
  await store.webhookEvents.put(events);
  for (const event of events) {
    for (const { _id } of await store.webhooks.subscribers(event.partnerId, event.type)) {
      await store.webhookDeliveries.put([event], _id);
    }
  }
}

/**
 * The same event to each of some partners.
 * @param change by what it is known: told again, to each of them it is the event that it was
 */
export async function publishToEach(
  store: Outbox,
  partners: readonly string[],
  change: string,
  event: Pick<EventRow, 'type' | 'account' | 'createdAt'>,
): Promise<void> {
  const idFor = (partnerId: string) => createHash('sha256').update(`${change} ${partnerId}`).digest('base64url');
  await publishEvents(
    store,
    partners.map((partnerId) => ({ _id: idFor(partnerId), partnerId, ...event })),
  );
}
