import express, { type Router } from 'express';
import { z } from 'zod';
import { sameSecret } from '../../platform/keys/lookup.js';
import { counter } from '../../platform/metrics/metrics.js';
import type { Store } from '../../store/database.js';
import { bearerToken } from '../http/bearer-token.js';

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

const receipts = counter('surety_message_receipts_total', 'What Notify told of deliveries', ['status']);

/** Where Notify tells what became of messages. Only failures are written down: what was sent counts as delivered until then. */
export function notifyReceipts(store: Pick<Store, 'messages'>, token: string): Router {
  const router = express.Router();
  router.post('/notify/receipts', express.json({ limit: '16kb' }), async (req, res) => {
    if (!sameSecret(bearerToken(req), token)) return void res.status(401).end();
    const parsed = receipt.safeParse(req.body);
    if (!parsed.success) return void res.status(400).end();
    const { reference, status } = parsed.data;
    receipts.inc({ status });
    if (status.endsWith('-failure')) {
      await store.messages.markBounced(reference, `notify_${status.replace('-', '_')}`, new Date());
    }
    res.status(204).end();
  });
  return router;
}
