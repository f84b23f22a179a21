import { createHmac, randomBytes } from 'node:crypto';

/** A new secret of a webhook, as Standard Webhooks writes one: `whsec_` and 32 random bytes in base64. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * The headers of a webhook (standardwebhooks.com, symmetric scheme): one signature for each secret, so that during a rotation both the
 * old and the new one verify it.
 *
 * @param id names the event, in every attempt the same; holds no full stop, which divides what is signed.
 * @param timestamp of this attempt, in seconds: receivers refuse old ones.
 */
export function webhookHeaders(
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
  secrets: readonly string[],
): Record<string, string> {
  const sign = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map((secret) => `v1,${sign(secret)}`).join(' '),
  };
}
