import { z } from 'zod';
import type { Store } from '../../store/database.js';

/** A delivery receipt of GOV.UK Notify; what else it has (the recipient too) is left unread. */
const receipt = z.object({
  reference: z.string().min(1).max(200),
  status: z.enum([
    'created',
    'sending',
    'pending',
    'sent',
    'delivered',
    'permanent-failure',
    'temporary-failure',
    'technical-failure',
  ]),
});

/**
 * Records what became of a message. Receipts come more than once and in any order: a final state stays.
 *
 * @param body the JSON of Notify's callback, whose bearer token the caller has compared.
 * @returns false for a body that is no receipt of ours, such as one without a reference.
 */
export async function applyReceipt(store: Pick<Store, 'messages'>, body: unknown, now: Date): Promise<boolean> {
  const parsed = receipt.safeParse(body);
  if (!parsed.success) return false;
  const { reference, status } = parsed.data;
  if (status === 'delivered') await store.messages.markDelivered(reference, now);
  if (status.endsWith('-failure'))
    await store.messages.markBounced(reference, `notify_${status.replace('-', '_')}`, now);
  return true;
}
