import { setTimeout as sleep } from 'node:timers/promises';
import type { Notification } from './notifications.js';

export interface ReceiptOptions {
  /** Where the service wants to hear of deliveries. */
  callbackUrl: string;
  callbackToken: string;
  /** Milliseconds between tries; Notify waits 5 minutes. */
  retryMs: number;
}

const tries = 5;

/**
 * Tells the service how a delivery ended; tries again while the service is down or busy, as Notify does.
 * @param signal ends the trying
 */
export async function sendReceipt(notification: Notification, options: ReceiptOptions, signal: AbortSignal) {
  const { id, reference, to, status, created_at, sent_at, completed_at, type, template } = notification;
  const body = JSON.stringify({
    id,
    reference,
    to,
    status,
    created_at,
    completed_at,
    sent_at,
    notification_type: type,
    template_id: template.id,
    template_version: template.version,
  });
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${options.callbackToken}` };
  for (let attempt = 0; attempt <= tries && !signal.aborted; attempt++) {
    if (attempt > 0) await sleep(options.retryMs, undefined, { signal, ref: false }).catch(() => {});
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(5000)]);
    const answer = await fetch(options.callbackUrl, { method: 'POST', headers, body, signal: timeout }).catch(
      () => null,
    );
    if (answer && answer.status < 500 && answer.status !== 429) return;
  }
}
