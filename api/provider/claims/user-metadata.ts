import { randomBytes } from 'node:crypto';
import express, { type RequestHandler } from 'express';
import type { Provider } from 'oidc-provider';
import { z } from 'zod';
import type { Store } from '../../../store/database.js';
import { longestUserMetadata } from '../../../store/provider/user-metadata.js';
import { provesKey } from '../tokens/dpop-proof.js';

const body = z.strictObject({
  client_user_metadata: z.string().refine((value) => Buffer.byteLength(value) <= longestUserMetadata),
});

/** The value that asks for one made here. */
const automatic = 'auto';

/**
 * `PATCH /userinfo` (NHS login's external interface specification, "UserInfo Update Request"): a partner keeps up to 1,024 bytes for itself
 * with each person. Empty clears it, `auto` has a random value made. Answers 204.
 */
export function updateUserMetadata(provider: Provider, issuer: string, store: Store): RequestHandler[] {
  const read = express.json({ limit: '8kb', type: 'application/json' });
  return [
    async (req, res, next) => {
      const [, scheme = '', value = ''] = /^(Bearer|DPoP) ([\w.-]+)$/i.exec(req.headers.authorization ?? '') ?? [];
      const token = value ? await provider.AccessToken.find(value) : undefined;
      const {
        accountId = '',
        clientId = '',
        jkt,
      } = (token ?? {}) as { accountId?: string; clientId?: string; jkt?: string };
      const account = token ? await store.accounts.byId(accountId) : undefined;
      const bound = { method: 'PATCH', address: `${issuer}/userinfo`, accessToken: value, clientId };
      const proved = jkt
        ? scheme.toLowerCase() === 'dpop' && (await provesKey(store, { ...bound, jkt, proof: req.get('dpop') }))
        : scheme.toLowerCase() === 'bearer';
      if (!account || account.blocked || !proved)
        return void refuse(res, 401, 'invalid_token', jkt ? 'DPoP' : 'Bearer');
      const consent = await store.consents.of(accountId, clientId);
      // The note is the partner's about a person whom nobody else signs in for.
      if ((token as { extra?: { delegation_id?: string } }).extra?.delegation_id)
        return void refuse(res, 403, 'insufficient_scope', 'Bearer');
      const scopes = token?.scope?.split(' ').filter((scope) => consent?.scopes.includes(scope)) ?? [];
      if (!scopes.includes('client_metadata')) return void refuse(res, 403, 'insufficient_scope', 'Bearer');
      res.locals.keeper = { accountId, clientId };
      next();
    },
    (req, res, next) =>
      read(req, res, (error?: unknown) => {
        if (error || !req.is('application/json')) return void refuse(res, 400, 'invalid_request');
        next();
      }),
    async (req, res) => {
      const parsed = body.safeParse(req.body);
      if (!parsed.success) return void refuse(res, 400, 'invalid_request');
      const { accountId, clientId } = res.locals.keeper as { accountId: string; clientId: string };
      const asked = parsed.data.client_user_metadata;
      const value = asked === automatic ? randomBytes(32).toString('base64url') : asked;
      await store.userMetadata.put(accountId, clientId, value, new Date());
      res.status(204).end();
    },
  ];
}

type Refusal = 'invalid_token' | 'insufficient_scope' | 'invalid_request';

/** As RFC 6750 §3 has it. */
function refuse(res: Parameters<RequestHandler>[1], status: number, error: Refusal, scheme?: string): void {
  if (scheme) res.set('WWW-Authenticate', `${scheme} error="${error}"`);
  res.status(status).json({ error });
}
