import express, { type Router } from 'express';
import { z } from 'zod';
import { sameSecret } from '../platform/lookup.js';
import type { Store } from '../store/database.js';

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

/** Where Notify tells what became of messages. Receipts come more than once and in any order: a final state stays. */
export function notifyReceipts(store: Pick<Store, 'messages'>, token: string): Router {
  const router = express.Router();
  router.post('/notify/receipts', express.json({ limit: '16kb' }), async (req, res) => {
    const given = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '';
    if (!sameSecret(given, token)) return void res.status(401).end();
    const parsed = receipt.safeParse(req.body);
    if (!parsed.success) return void res.status(400).end();
    const { reference, status } = parsed.data;
    const now = new Date();
    if (status === 'delivered') await store.messages.markDelivered(reference, now);
    if (status.endsWith('-failure')) {
      await store.messages.markBounced(reference, `notify_${status.replace('-', '_')}`, now);
    }
    res.status(204).end();
  });
  return router;
}
