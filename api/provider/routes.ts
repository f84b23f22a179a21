import express, { type Router } from 'express';
import type { Provider } from 'oidc-provider';
import { afterSignIn, signedInPath } from './first-party.js';
import { trustmark, trustmarkPath } from './trustmark.js';

/** The provider's own paths, with what lies below them. */
const paths = [
  '/authorize',
  '/token',
  '/userinfo',
  '/jwks',
  '/par',
  '/revoke',
  '/end-session',
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
];

/** Mounts the provider. It reads bodies itself, so nothing before it may. */
export function providerRoutes(provider: Provider, issuer: string): Router {
  const router = express.Router();
  const { host, protocol } = new URL(issuer);
  const callback = provider.callback();

  router.get(trustmarkPath, (_req, res) => {
    res.json(trustmark(issuer));
  });
  router.get(signedInPath, (req, res) => {
    res.redirect(303, afterSignIn(req.query.state, req.query.error !== undefined));
  });
  router.all(
    paths.flatMap((path) => [path, `${path}/*rest`]),
    (req, res) => {
      // The provider makes addresses from the request: they are to be the public ones, whatever host was named.
      req.headers.host = host;
      delete req.headers['x-forwarded-host'];
      req.headers['x-forwarded-proto'] = protocol.slice(0, -1);
      // The provider adds the hash of the one script of its own; pages of ours set their own policy.
      res.set(
        'Content-Security-Policy',
        "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      return callback(req, res);
    },
  );
  return router;
}
