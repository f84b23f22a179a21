import { day } from '../../domain/clock.js';
import { webhookHeaders } from '../../platform/keys/webhook-signature.js';
import { counter } from '../../platform/metrics/metrics.js';
import { type SafeFetch, TargetError } from '../../platform/network/safe-fetch.js';
import type { Store } from '../../store/database.js';
import type { Attempt } from '../../store/partners/webhook-deliveries.js';
import type { EventRow } from '../../store/partners/webhook-events.js';
import type { Webhook } from '../../store/partners/webhooks.js';
import { retryAfter } from '../retry-after.js';

export interface WebhookDeps {
  readonly store: Pick<Store, 'webhooks' | 'webhookEvents' | 'webhookDeliveries'>;
  readonly safeFetch: SafeFetch;
}

/** `again`: it failed, and may be tried after so long; `ended`: it failed for good, or nobody is to be told any more. */
export type AttemptOutcome = { outcome: 'delivered' | 'ended' } | { outcome: 'again'; waitMs: number };

/** The longest that a receiver may put us off by Retry-After. */
const longestWait = day;

const outcomes = counter('surety_webhooks_total', 'Attempts to deliver webhooks, by what became of them', ['outcome']);
// A rate begins with the second value: the first failure is to be seen too.
for (const outcome of ['delivered', 'failed', 'gone']) outcomes.inc({ outcome }, 0);

/** Hands events to webhooks. */
export function createWebhookActivities({ store, safeFetch }: WebhookDeps) {
  const { webhooks, webhookEvents, webhookDeliveries } = store;

  /** The clock is the world's own: receivers hold the signature's time against theirs. */
  const send = async (event: EventRow, webhook: Webhook): Promise<Attempt & { retryAfterMs: number }> => {
    const at = new Date();
    const body = bodyOf(event);
    const message = { id: event._id, timestamp: Math.floor(at.getTime() / 1_000), body };
    const headers = webhookHeaders(message, webhooks.secretsOf(webhook, at));
    const made = (more: { status?: number; failure?: string }, retryAfterMs = 0) => ({
      ...{ at, ms: Date.now() - at.getTime(), retryAfterMs },
      ...more,
    });
    try {
      const answer = await safeFetch(webhook.url, { method: 'POST', headers, body });
      return made({ status: answer.status }, retryAfter(answer, longestWait));
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      return made({ failure: error.problem });
    }
  };

  return {
    /**
     * One attempt. Only 2xx is delivered; 410 disables the webhook. Whoever is killed after the receiver answered tries again, with the
     * same `webhook-id`.
     *
     * @param waitMs until the next attempt, should this one fail; without it, it is the last one.
     */
    async attemptDelivery({ deliveryId, waitMs }: { deliveryId: string; waitMs?: number }): Promise<AttemptOutcome> {
      const delivery = await webhookDeliveries.byId(deliveryId);
      if (!delivery) return { outcome: 'ended' };
      if (delivery.state === 'delivered') return { outcome: 'delivered' };
      const [event, webhook] = await Promise.all([
        webhookEvents.byId(delivery.eventId),
        webhooks.byId(delivery.webhookId),
      ]);
      if (!event || !webhook?.enabled) {
        await webhookDeliveries.end(deliveryId);
        return { outcome: 'ended' };
      }
      const { retryAfterMs, ...attempt } = await send(event, webhook);
      const { status = 0 } = attempt;
      const delivered = status >= 200 && status < 300;
      const gone = status === 410;
      outcomes.inc({ outcome: delivered ? 'delivered' : gone ? 'gone' : 'failed' });
      if (gone) await webhooks.markGone(webhook._id, new Date());
      if (delivered || gone || waitMs === undefined) {
        await webhookDeliveries.record(deliveryId, { attempt, state: delivered ? 'delivered' : 'failed' });
        return { outcome: delivered ? 'delivered' : 'ended' };
      }
      const wait = Math.max(waitMs, retryAfterMs);
      const nextAt = new Date(attempt.at.getTime() + wait);
      await webhookDeliveries.record(deliveryId, { attempt, state: 'waiting', nextAt });
      return { outcome: 'again', waitMs: wait };
    },
  };
}

export type WebhookActivities = ReturnType<typeof createWebhookActivities>;

/** Thin: whoever wants more asks the API. The same bytes in every attempt. */
function bodyOf({ type, createdAt, verification, account, incident }: EventRow): string {
  const timestamp = createdAt.toISOString();
  return JSON.stringify({
    type,
    timestamp,
    data: verification ? { ...verification, updated_at: timestamp } : (account ?? incident ?? {}),
  });
}
