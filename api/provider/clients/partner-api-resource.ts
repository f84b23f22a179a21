import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Store } from '../../../store/database.js';

/** The resource indicator (RFC 8707) and audience of the partner API. */
export const partnerApiResource = (issuer: string): string => `${issuer}/partner/v1`;

/** The scope that lets a partner use the verification API. */
export const verificationsScope = 'verifications';

/** Tokens by client credentials are for the partner API, and only such tokens are. */
export function partnerApi(resource: string, store: Store) {
  const isClientCredentials = ({ oidc }: KoaContextWithOIDC) => oidc.params?.grant_type === 'client_credentials';
  return {
    enabled: true,
    defaultResource: async (ctx: KoaContextWithOIDC) => (isClientCredentials(ctx) ? resource : (undefined as never)),
    useGrantedResource: async () => false,
    async getResourceServerInfo(ctx: KoaContextWithOIDC, indicator: string) {
      const partner = await store.partners.byId(ctx.oidc.client?.clientId ?? '');
      if (indicator !== resource || !isClientCredentials(ctx) || !partner?.statusApi) throw new errors.InvalidTarget();
      return {
        scope: verificationsScope,
        audience: resource,
        accessTokenFormat: 'jwt' as const,
        jwt: { sign: { alg: (ctx.oidc.client?.idTokenSignedResponseAlg ?? 'RS512') as 'RS512' } },
      };
    },
  };
}
