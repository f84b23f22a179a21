import express, { type Router } from 'express';
import type { Provider } from 'oidc-provider';
import type { Store } from '../../store/database.js';
import { trustmark, trustmarkPath } from './claims/trustmark.js';
import { updateUserMetadata } from './claims/user-metadata.js';
import { afterSignIn, signedInPath } from './clients/first-party.js';

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

/** The provider adds the hash of the one script of its own; the pages it shows set their own policy. */
const policy = "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Mounts the provider. It reads bodies itself, so nothing before it may. */
export function providerRoutes(provider: Provider, issuer: string, store: Store): Router {
  const router = express.Router();
  const { host, protocol } = new URL(issuer);
  const callback = provider.callback();

  router.get(trustmarkPath, (_req, res) => {
    res.json(trustmark(issuer));
  });
  router.get(signedInPath, (req, res) => {
    res.redirect(303, afterSignIn(req.query.state, req.query.error !== undefined));
  });
  router.patch('/userinfo', ...updateUserMetadata(provider, issuer, store));
  // OpenID Connect Core §3.1.2.1 lets a request be posted. From another site's form the browser would bring no cookie; to an address it does.
  const form = express.text({ type: 'application/x-www-form-urlencoded', limit: '16kb' });
  router.post('/authorize', form, (req, res) => {
    res.redirect(303, `/authorize?${new URLSearchParams(typeof req.body === 'string' ? req.body : '')}`);
  });
  // NHS login's clients may know the keys by this address.
  router.get('/.well-known/jwks.json', (req, _res, next) => {
    req.url = '/jwks';
    next();
  });
  // Each by itself, so that logs and metrics name the route.
  for (const path of paths.flatMap((one) => [one, `${one}/*rest`])) {
    router.all(path, (req, res) => {
      // The provider makes addresses from the request: they are to be the public ones, whatever host was named.
      req.headers.host = host;
      delete req.headers['x-forwarded-host'];
      req.headers['x-forwarded-proto'] = protocol.slice(0, -1);
      res.set('Content-Security-Policy', policy);
      return callback(req, res);
    });
  }
  return router;
}
