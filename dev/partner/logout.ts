import express, { type Router } from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { PartnerOptions } from './client.js';
import type { PortalSessions } from './sessions.js';

const event = 'http://schemas.openid.net/event/backchannel-logout';

/** Where Surety tells the partner that somebody has signed out (OpenID Connect Back-Channel Logout 1.0, §2.6). */
export function logoutRoutes(
  { issuer, suretyAt = issuer, clientId }: PartnerOptions,
  sessions: PortalSessions,
): Router {
  const keys = createRemoteJWKSet(new URL(`${suretyAt}/jwks`));
  const used = new Map<unknown, number>();
  const router = express.Router();

  router.post('/backchannel-logout', express.urlencoded({ extended: false }), async (req, res) => {
    res.set('Cache-Control', 'no-store');
    try {
      const options = {
        issuer,
        audience: clientId,
        typ: 'logout+jwt',
        requiredClaims: ['sub', 'iat', 'exp', 'jti', 'events'],
      };
      const { payload } = await jwtVerify(String(req.body?.logout_token), keys, options);
      const { sid, sub, jti, events, nonce, exp = 0 } = payload;
      const told = typeof events === 'object' && events !== null && event in events;
      if (!told || nonce !== undefined || used.has(jti)) return void res.status(400).json({ error: 'invalid_request' });
      used.set(jti, exp);
      for (const [id, until] of used) if (until * 1_000 < Date.now()) used.delete(id);
      sessions.end((claims) => claims.sub === sub && (sid === undefined || claims.sid === sid));
      res.status(200).end();
    } catch {
      res.status(400).json({ error: 'invalid_request' });
    }
  });
  return router;
}
