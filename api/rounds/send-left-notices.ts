import type { Client } from '@temporalio/client';
import { minute } from '../../domain/clock.js';
import { keepDoing } from '../../platform/keep-doing.js';
import type { Logger } from '../../platform/log/log.js';
import type { Store } from '../../store/database.js';
import { sendMessage } from '../../ui/workflows/message-delivery.js';

type Sending = { store: Pick<Store, 'messages'>; temporal: Client; log: Logger };

/** Whoever put a message sends it at once: what waits for longer was left. */
const leftAfter = minute;
/** How many are begun in one round. */
const atOnce = 100;

/**
 * Begins to send notices that a killed process left in the store, and those that were put while Temporal was down. Each has a workflow named
 * after it: this may be repeated by anybody at any time, and nothing is sent twice.
 */
export async function sendLeftNotices({ store, temporal }: Sending, now: Date, goOn = () => true): Promise<void> {
  for (const key of await store.messages.left(new Date(now.getTime() - leftAfter), atOnce)) {
    if (!goOn()) return;
    await sendMessage(temporal, { key, kind: 'notice' });
  }
}

/** Looks every half a minute. @returns what ends it */
export function keepSendingLeftNotices(sending: Sending): () => Promise<void> {
  const work = (goOn: () => boolean) => sendLeftNotices(sending, new Date(), goOn);
  return keepDoing(work, { everyMs: minute / 2, log: sending.log, failure: 'notices wait to be sent' });
}
