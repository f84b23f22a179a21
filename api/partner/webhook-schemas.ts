import { z } from 'zod';
import { addressProblem } from '../../domain/partners/registered-address.js';
import { webhookEvents } from '../../domain/partners/webhook-events.js';
import type { Delivery } from '../../store/partners/webhook-deliveries.js';
import { type Subscription, secretOverlap, type Webhook } from '../../store/partners/webhooks.js';
import { id, time } from './schemas.js';

const url = z
  .string()
  .max(500)
  .refine((text) => addressProblem(text) === undefined)
  .meta({
    description: 'https, without a user, a fragment or a `*`. It must lie in the public internet.',
    examples: ['https://portal.example/surety-events'],
  });

const events = z
  .array(z.enum(['*', ...webhookEvents]))
  .min(1)
  .max(50)
  .meta({ description: '`*`: everything, also what comes later.' });

export const newWebhook = z.strictObject({ url, events: events.default(['*']) }).meta({ id: 'NewWebhook' });

export const webhookChanges = z
  .strictObject({ url: url.optional(), events: events.optional(), enabled: z.boolean().optional() })
  .meta({ id: 'WebhookChanges' });

export const webhook = z
  .object({
    id,
    url: z.string(),
    events,
    enabled: z.boolean(),
    disabled_by: z.enum(['partner', 'gone']).optional().meta({ description: '`gone`: the address answered 410.' }),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'Webhook' });

const secret = z.string().meta({
  description: 'Told this once. Standard Webhooks’ form.',
  examples: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'],
});

export const createdWebhook = webhook.extend({ secret }).meta({ id: 'CreatedWebhook' });

export const freshSecret = z
  .object({
    id,
    secret,
    previous_secret_until: time.meta({
      description: `Until then both secrets sign: ${secretOverlap / 3_600_000} hours.`,
    }),
  })
  .meta({ id: 'FreshSecret' });

const deliveryId = z.string().regex(/^[\w-]{40,90}$/);

export const webhookParams = z.strictObject({ id });
export const deliveryParams = z.strictObject({ id, delivery: deliveryId });

export const delivery = z
  .object({
    id: deliveryId,
    event_id: z.string().meta({ description: 'The `webhook-id` of its requests.' }),
    type: z.enum(webhookEvents),
    state: z.enum(['waiting', 'delivered', 'failed']),
    tries: z.int(),
    attempts: z
      .array(
        z.object({
          at: time,
          status: z.int().optional().meta({ description: 'What the address answered.' }),
          failure: z.string().optional().meta({ description: 'Why it did not answer.' }),
          ms: z.int(),
        }),
      )
      .meta({ description: 'The last twenty, oldest first.' }),
    next_attempt_at: time.optional(),
    created_at: time,
  })
  .meta({ id: 'Delivery' });

/** A webhook as its partner sees it. */
export function webhookOf(row: Webhook): z.infer<typeof webhook> {
  return {
    id: row._id,
    url: row.url,
    events: row.events as Subscription[],
    enabled: row.enabled,
    ...(row.disabledBy ? { disabled_by: row.disabledBy } : {}),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** A delivery as its partner sees it. */
export function deliveryOf(row: Delivery): z.infer<typeof delivery> {
  return {
    id: row._id,
    event_id: row.eventId,
    type: row.type,
    state: row.state,
    tries: row.tries,
    attempts: row.attempts.map(({ at, ...attempt }) => ({ at: at.toISOString(), ...attempt })),
    ...(row.nextAt ? { next_attempt_at: row.nextAt.toISOString() } : {}),
    created_at: row.createdAt.toISOString(),
  };
}
