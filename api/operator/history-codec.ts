import type { Payload, PayloadCodec } from '@temporalio/common';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { staffMay } from '../../domain/casework/staff-roles.js';
import { sameSecret } from '../../platform/keys/lookup.js';
import { networkOf } from '../../platform/network/network-of.js';
import type { Store } from '../../store/database.js';
import { staffToken } from '../../ui/casework/session.js';
import { bearerToken } from '../http/bearer-token.js';

/** A page of a long history. */
const largestBody = '8mb';
/** What somebody may ask for who reads a history, and what a network may ask for at all. In a minute. */
const perReader = 300;
const perNetwork = 600;

/** As protobuf's JSON writes payloads: bytes in base64. */
const base64 = z.string().regex(/^[\w+/-]*={0,2}$/);
const payloads = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string().max(200), base64).optional(), data: base64.optional() }))
    .max(10_000),
});
type JsonPayload = z.infer<typeof payloads>['payloads'][number];

export interface HistoryCodecOptions {
  /** Opens what Temporal holds. */
  codec: PayloadCodec;
  /** Where Temporal's UI is shown: its pages alone may ask, for the member of staff who is signed in in this browser. */
  uiOrigin?: string | undefined;
  /** By which a program may ask, such as Temporal's command line. */
  token?: string | undefined;
}

/**
 * Opens sealed payloads for those who read workflow histories: Temporal's remote codec protocol (`POST …/decode`). It opens and never seals: who
 * may look at a history need not be able to write into one. Nobody may, unless a setting says who.
 */
export function historyCodec(store: Store, secure: boolean, options: HistoryCodecOptions): Router {
  const { codec, uiOrigin, token } = options;
  const router = express.Router();
  if (!uiOrigin && !token) return router;
  const readers = new RateLimiterMemory({ points: perReader, duration: 60 });
  const networks = new RateLimiterMemory({ points: perNetwork, duration: 60 });
  const within = (limiter: RateLimiterMemory, key: string) =>
    limiter.consume(key).then(
      () => true,
      () => false,
    );

  const guard: RequestHandler = async (req, res, next) => {
    res.set('Cache-Control', 'no-store');
    if (!(await within(networks, networkOf(req.ip ?? '').network)))
      return void res.status(429).set('Retry-After', '60').end();
    const reader = await readerOf(req, res);
    if (!reader) return void res.status(403).end();
    if (!(await within(readers, reader))) return void res.status(429).set('Retry-After', '60').end();
    res.locals.reader = reader;
    next();
  };

  /** @returns who asks, as the audit names them */
  async function readerOf(req: Request, res: Response): Promise<string | undefined> {
    if (token && sameSecret(bearerToken(req), token)) return 'codec-token';
    // A cookie counts for the pages of the UI only, whatever else lies on the same site.
    if (!uiOrigin || req.headers.origin !== uiOrigin) return undefined;
    allowOrigin(res, uiOrigin);
    const cookie = staffToken(req, secure);
    const session = cookie ? await store.staffSessions.use(cookie, new Date()) : undefined;
    return session && staffMay(session.roles, 'read-histories') ? session.checkerId : undefined;
  }

  router.options('/casework/codec/decode', (req, res) => {
    // To all others nothing is allowed: their browsers ask no further.
    if (!uiOrigin || req.headers.origin !== uiOrigin) return void res.status(204).end();
    allowOrigin(res, uiOrigin);
    res.set('Access-Control-Allow-Methods', 'POST').set('Access-Control-Max-Age', '600');
    res.set('Access-Control-Allow-Headers', 'content-type, x-namespace, authorization').status(204).end();
  });

  router.post(
    '/casework/codec/decode',
    guard,
    express.json({ limit: largestBody, inflate: false }),
    async (req, res) => {
      const asked = payloads.safeParse(req.body);
      if (!asked.success) return void res.status(400).end();
      const reader = String(res.locals.reader);
      const actor = { kind: reader === 'codec-token' ? 'system' : 'checker', id: reader } as const;
      // Recorded before anything is shown.
      const details = { payloads: asked.data.payloads.length };
      await store.audit.append({ at: new Date(), actor, action: 'histories.opened', details });
      res.json({ payloads: await Promise.all(asked.data.payloads.map((one) => opened(codec, one))) });
    },
  );
  return router;
}

function allowOrigin(res: Response, origin: string): void {
  res.set('Access-Control-Allow-Origin', origin).set('Access-Control-Allow-Credentials', 'true').vary('Origin');
  // The answer is for another origin: that of the UI.
  res.set('Cross-Origin-Resource-Policy', 'same-site');
}

/** What cannot be opened comes back as it was: the key may be gone, and the rest of the history is still to be read. */
async function opened(codec: PayloadCodec, sealed: JsonPayload): Promise<JsonPayload> {
  try {
    const [plain] = await codec.decode([fromJson(sealed)]);
    return plain ? toJson(plain) : sealed;
  } catch {
    return sealed;
  }
}

const fromJson = ({ metadata = {}, data = '' }: JsonPayload): Payload => ({
  metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
  data: Buffer.from(data, 'base64'),
});

const toJson = ({ metadata, data }: Payload): JsonPayload => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});
