import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import express, { type Request, type Router } from 'express';
import { SignJWT } from 'jose';
import type { Faults } from '../faults/faults.js';
import { failing } from '../faults/middleware.js';
import { html } from '../html.js';
import { page } from '../page.js';
import { Codes } from './codes.js';
import { staff } from './people.js';

export interface StaffOptions {
  /** This simulator's own issuer address. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Codes are sent below this address only: where Surety is. */
  returnsTo: string;
  faults: Faults;
}

const look = { site: 'Staff sign-in (development)', home: '/simulators', colour: '#4a2a5c' };
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** An OpenID issuer with a few members of staff: authorization code flow with PKCE; anyone may be chosen, nothing is asked. */
export function staffRoutes({ issuer, clientId, clientSecret, returnsTo, faults }: StaffOptions): Router {
  const codes = new Codes();
  let made: ReturnType<typeof makeKey> | undefined;
  const key = () => (made ??= makeKey());
  const router = express.Router();
  router.use(failing(faults, 'staff', (status) => ({ error: 'server_error', status })));
  router.use(express.urlencoded({ extended: false }));

  router.get('/.well-known/openid-configuration', (_req, res) => void res.json(metadata(issuer)));
  router.get('/jwks', (_req, res) => {
    const { publicKey, kid } = key();
    res.json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] });
  });

  router.get('/authorize', (req, res) => {
    const problem = refusal(req.query);
    if (problem) return void res.status(400).send(page('Sign-in request refused', html`<p>${problem}</p>`, look));
    const hidden = Object.entries(req.query).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${text(value)}">`,
    );
    const buttons = staff.map(
      ({ id, name, roles }) =>
        html`<p><button name="member" value="${id}">${name}</button> ${roles.join(', ') || 'no role'}</p>`,
    );
    const form = html`<form method="post" action="${issuer}/authorize">${hidden}${buttons}
      <p><button class="plain" name="member" value="">Cancel</button></p></form>`;
    res.send(page('Who are you?', form, look));
  });
  router.post('/authorize', (req, res) => {
    const problem = refusal(req.body);
    if (problem) return void res.status(400).send(page('Sign-in request refused', html`<p>${problem}</p>`, look));
    const { redirect_uri, state, nonce, code_challenge, member: id } = req.body as Record<string, string>;
    const back = new URL(redirect_uri ?? '');
    if (state) back.searchParams.set('state', state);
    const member = staff.find((candidate) => candidate.id === id);
    if (member) {
      const acr = text(req.body.acr_values).split(' ')[0];
      const asked = { nonce, challenge: code_challenge ?? '', ...(acr ? { acr } : {}) };
      const sign = { member, redirectUri: redirect_uri ?? '', ...asked };
      // `ago`: seconds since they said so, as at an issuer that remembers people and does not ask them anew.
      const authTime = Math.floor(Date.now() / 1_000) - Number(text(req.body.ago));
      back.searchParams.set('code', codes.issue({ ...sign, authTime }));
    } else back.searchParams.set('error', 'access_denied');
    back.searchParams.set('iss', issuer);
    res.redirect(303, back.href);
  });

  router.post('/token', async (req, res) => {
    res.set('Cache-Control', 'no-store');
    if (!isClient(req)) return void res.status(401).json({ error: 'invalid_client' });
    const { grant_type, code, redirect_uri, code_verifier } = req.body as Record<string, unknown>;
    if (grant_type !== 'authorization_code') return void res.status(400).json({ error: 'unsupported_grant_type' });
    const sign = codes.spend(text(code), text(redirect_uri), text(code_verifier));
    if (!sign) return void res.status(400).json({ error: 'invalid_grant' });
    const { id, ...claims } = sign.member;
    const { privateKey, kid } = key();
    const id_token = await new SignJWT({
      ...claims,
      auth_time: sign.authTime,
      ...(sign.acr ? { acr: sign.acr } : {}),
      ...(sign.nonce ? { nonce: sign.nonce } : {}),
    })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(issuer)
      .setSubject(id)
      .setAudience(clientId)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
    res.json({ access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token });
  });

  router.get('/end-session', (req, res) => {
    const to = text(req.query.post_logout_redirect_uri);
    if (isOurs(to)) return void res.redirect(303, to);
    res.send(page('Signed out', html`<p>You can close this page.</p>`, look));
  });

  const isOurs = (uri: string) => URL.canParse(uri) && new URL(uri).origin === new URL(returnsTo).origin;

  /** Why an authorization request is refused without a redirect. */
  function refusal(query: Record<string, unknown>): string | undefined {
    if (query.client_id !== clientId) return 'The client is not known here.';
    if (!isOurs(text(query.redirect_uri))) return 'The redirect address is not registered.';
    if (query.response_type !== 'code') return 'Only response_type=code is offered.';
    if (query.code_challenge_method !== 'S256' || !query.code_challenge) return 'PKCE with S256 is needed.';
    return undefined;
  }

  function isClient(req: Request): boolean {
    const [id, secret] = basic(req.headers.authorization) ?? [req.body?.client_id, req.body?.client_secret];
    return id === clientId && secret === clientSecret;
  }

  return router;
}

/** When it is first asked for: an RSA key takes a quarter of a second, and most starts see no staff. */
function makeKey() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const digest = createHash('sha256').update(publicKey.export({ format: 'der', type: 'spki' }));
  return { privateKey, publicKey, kid: digest.digest('hex').slice(0, 8) };
}

function basic(header: string | undefined): string[] | undefined {
  const credentials = header?.match(/^Basic (.+)$/i)?.[1];
  if (!credentials) return undefined;
  return Buffer.from(credentials, 'base64')
    .toString()
    .split(':')
    .map((part) => decodeURIComponent(part.replace(/\+/g, ' ')));
}

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  end_session_endpoint: `${issuer}/end-session`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  scopes_supported: ['openid', 'profile'],
  claims_supported: ['sub', 'name', 'roles', 'skills', 'languages'],
  authorization_response_iss_parameter_supported: true,
});
