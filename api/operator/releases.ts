import express, { type Router } from 'express';
import { z } from 'zod';
import { sameSecret } from '../../platform/keys/lookup.js';
import type { Store } from '../../store/database.js';
import { bearerToken } from '../http/bearer-token.js';

/** A release: its name as operators know it, and when it went out. */
const marker = z.strictObject({
  release: z.string().regex(/^[\w.+-]{1,80}$/),
  at: z.iso.datetime({ offset: true }).optional(),
});

/**
 * Where a deploy tells that a release went out, so that an incident can say what it followed. The same release again changes nothing.
 * Without a token nobody may.
 */
export function releaseMarkers(store: Pick<Store, 'releases'>, token: string | undefined): Router {
  const router = express.Router();
  router.post('/operator/releases', express.json({ limit: '4kb' }), async (req, res) => {
    if (!token || !sameSecret(bearerToken(req), token)) return void res.status(401).end();
    const parsed = marker.safeParse(req.body);
    if (!parsed.success) return void res.status(400).end();
    const { release, at } = parsed.data;
    await store.releases.put([{ _id: release, at: at ? new Date(at) : new Date() }]);
    res.status(204).end();
  });
  return router;
}
