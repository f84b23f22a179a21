import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Faults } from '../faults/faults.js';
import { failing } from '../faults/middleware.js';
import type { Inbox } from '../inbox/inbox.js';
import { rateLimit } from '../rate-limit.js';
import { authenticate } from './authenticate.js';
import { NotifyError, notifyFault } from './errors.js';
import { accept, type Kind, type Notification, outcome } from './notifications.js';
import { type ReceiptOptions, sendReceipt } from './receipts.js';

export interface NotifyOptions extends ReceiptOptions {
  serviceId: string;
  secret: string;
  inbox: Inbox;
  faults: Faults;
}

const requestsPerMinute = 3_000;

/** GOV.UK Notify's API, below `/notify`. Messages arrive in the inbox; receipts follow a moment later. */
export function notifyRoutes({ serviceId, secret, inbox, faults, ...receipts }: NotifyOptions) {
  const kept = new Map<string, Notification>();
  const closing = new AbortController();
  const router: Router = express.Router();
  const limit = rateLimit(requestsPerMinute, 60_000, tooMany);

  router.use(failing(faults, 'notify', notifyFault), express.json());
  router.use(async (req, _res, next) => {
    await authenticate(req.headers.authorization, serviceId, secret);
    limit();
    next();
  });
  router.post('/v2/notifications/:kind', (req, res, next) => {
    const kind = (['sms', 'email', 'letter'] as const).find((name) => name === req.params.kind);
    if (!kind) return next();
    const notification = accept(kind, req.body, inbox);
    kept.set(notification.id, notification);
    setTimeout(() => void deliver(notification), 50).unref();
    res.status(201).json(created(kind, notification, `${req.baseUrl}/v2/notifications/${notification.id}`));
  });
  router.get('/v2/notifications/:id', (req, res) => {
    const notification = kept.get(req.params.id);
    if (!notification) throw new NotifyError(404, 'NoResultFound', 'No result found');
    res.json(shown(notification));
  });
  router.get('/v2/notifications', (req, res) => {
    const wanted = req.query.reference;
    const found = [...kept.values()].filter(({ reference }) => wanted === undefined || reference === wanted);
    res.json({ notifications: found.map(shown), links: { current: req.originalUrl } });
  });
  router.use(() => {
    throw new NotifyError(404, 'NotFound', 'The requested URL was not found on the server.');
  });
  router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (!(error instanceof NotifyError)) return next(error);
    res.status(error.status).json(error.body);
  });

  async function deliver(notification: Notification) {
    notification.sent_at = new Date().toISOString();
    // Of letters Notify sends no receipts.
    if (notification.type === 'letter') {
      notification.status = 'accepted';
      return;
    }
    notification.status = outcome(notification);
    notification.completed_at = new Date().toISOString();
    await sendReceipt(notification, receipts, closing.signal);
  }

  return { router, close: () => closing.abort() };
}

function created(kind: Kind, { id, reference, body, subject, template }: Notification, uri: string) {
  const sender = { sms: { from_number: 'Surety' }, email: { from_email: 'surety@notify.example' }, letter: {} }[kind];
  const content = { body, ...(subject === null ? {} : { subject }), ...sender };
  return { id, reference, content, uri, template, scheduled_for: null };
}

function shown({ to, ...notification }: Notification) {
  const phone_number = notification.type === 'sms' ? to : null;
  const email_address = notification.type === 'email' ? to : null;
  return { ...notification, phone_number, email_address };
}

const tooMany = () =>
  new NotifyError(
    429,
    'RateLimitError',
    `Exceeded rate limit for key type LIVE of ${requestsPerMinute} requests per 60 seconds`,
  );
