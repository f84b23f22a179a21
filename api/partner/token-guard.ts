import type { RequestHandler, Response } from 'express';
import type { JWTPayload } from 'jose';
import type { SigningKeys } from '../../platform/keys/signing-keys.js';
import type { Store } from '../../store/database.js';
import type { Partner } from '../../store/partners/partners.js';
import { knownProblem, sendProblem } from '../http/problem.js';
import type { ProblemCode } from '../http/problem-table.js';
import { partnerApiResource, verificationsScope } from '../provider/clients/partner-api-resource.js';
import { provesKey } from '../provider/tokens/dpop-proof.js';

/** Tokens remembered as verified, for as long as they live. */
const mostKnown = 1_000;

/**
 * Lets only partners pass that bring a token of ours for this API (RFC 6750, RFC 9068); a token that is bound to a key takes a proof of
 * it with each request (RFC 9449).
 */
export function tokenGuard(issuer: string, keys: SigningKeys, store: Store): RequestHandler {
  const audience = partnerApiResource(issuer);
  // A token is sent many times while it lives, and looked at once.
  const known = new Map<string, JWTPayload>();
  const claimsOf = async (token: string) => {
    const before = known.get(token);
    if (before?.exp && before.exp * 1_000 > Date.now()) return before;
    const claims = await keys.accessTokenClaims(token, issuer, audience);
    if (known.size >= mostKnown) known.clear();
    if (claims) known.set(token, claims);
    return claims;
  };

  return async (req, res, next) => {
    const [, scheme = '', token] = /^(Bearer|DPoP) ([\w.-]+)$/i.exec(req.headers.authorization ?? '') ?? [];
    if (!token) return refuse(res, 'token_missing');
    const claims = await claimsOf(token);
    const { client_id: clientId } = claims ?? {};
    const { jkt } = (claims?.cnf ?? {}) as { jkt?: string };
    const proves = (bound: string) =>
      provesKey(store, {
        method: req.method,
        address: issuer + req.originalUrl,
        accessToken: token,
        clientId: String(clientId),
        jkt: bound,
        proof: req.get('dpop'),
      });
    const isTheirs = scheme.toLowerCase() === (jkt ? 'dpop' : 'bearer') && (!jkt || (await proves(jkt)));
    if (!claims || typeof clientId !== 'string' || !isTheirs) {
      return refuse(res, 'invalid_token');
    }
    const scopes = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
    const partner = await store.partners.byId(clientId);
    if (!partner?.statusApi || !scopes.includes(verificationsScope)) {
      return refuse(res, 'insufficient_scope');
    }
    res.locals.partner = partner;
    next();
  };
}

/** The partner whose token the guard let pass. */
export function partnerOf(res: Response): Partner {
  return res.locals.partner as Partner;
}

function refuse(res: Response, code: ProblemCode): void {
  const error = code === 'token_missing' ? '' : `, error="${code}"`;
  res.set('WWW-Authenticate', `Bearer realm="partner"${error}`);
  sendProblem(res, knownProblem(code));
}
