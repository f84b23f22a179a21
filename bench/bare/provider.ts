import { once } from 'node:events';
import { createServer } from 'node:http';
import type { JWK } from 'jose';
import { Provider } from 'oidc-provider';
import { serveBare } from './bare-process.js';
import { bareClient } from './messages.js';

/**
 * The OpenID library alone, in a process of its own as ours is: memory for a store, no page, no password, and an interaction that answers
 * itself. Its key signs as ours do.
 */
const port = Number(process.env.PORT);
const issuer = `http://localhost:${port}`;
const [signingKeys, clientKey] = [process.env.SIGNING_KEYS, process.env.CLIENT_KEY].map((json) =>
  JSON.parse(json ?? ''),
);

const provider = new Provider(issuer, {
  jwks: { keys: (signingKeys as { keys: JWK[] }).keys.map((key) => ({ ...key, alg: 'RS512', use: 'sig' })) as never },
  clients: [
    {
      client_id: bareClient.id,
      redirect_uris: [bareClient.redirectUri],
      token_endpoint_auth_method: 'private_key_jwt',
      id_token_signed_response_alg: 'RS512',
      jwks: { keys: [clientKey] },
    },
  ],
  enabledJWA: { clientAuthSigningAlgValues: ['RS512'], idTokenSigningAlgValues: ['RS512'] },
  cookies: { keys: ['bench'] },
  pkce: { required: () => false },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: bareClient.id,
      accountId: ctx.oidc.session?.accountId ?? '',
    });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();
const server = createServer(async (req, res) => {
  if (req.url?.startsWith('/interaction/')) {
    return provider.interactionFinished(req, res, { login: { accountId: 'somebody' } });
  }
  return answer(req, res);
});
server.listen(port);
await once(server, 'listening');
serveBare(issuer);
