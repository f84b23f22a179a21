import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import type { Store } from '../../../store/database.js';

/** The algorithms of proofs: those of the provider's own endpoints. */
export const dpopAlgorithms = ['ES256', 'PS256', 'RS256'] as const;

/** How old a proof may be, and how far its clock may run ahead. In seconds. */
const window = 300;

/** A request that brings a token bound to a key. */
export interface BoundRequest {
  method: string;
  /** The public address, without a query. */
  address: string;
  accessToken: string;
  clientId: string;
  /** The thumbprint that the token is bound to. */
  jkt: string;
  /** The header `DPoP`. */
  proof: string | undefined;
}

/** Whether a request proves that it holds the key of its token (RFC 9449 §4.3), once. For endpoints that are not the provider's own. */
export async function provesKey(store: Pick<Store, 'oidc'>, request: BoundRequest): Promise<boolean> {
  const { method, address, accessToken, clientId, jkt, proof } = request;
  if (!proof) return false;
  const options = {
    typ: 'dpop+jwt',
    algorithms: [...dpopAlgorithms],
    requiredClaims: ['jti', 'iat', 'htm', 'htu', 'ath'],
  };
  const verified = await jwtVerify(proof, EmbeddedJWK, options).catch(() => undefined);
  if (!verified) return false;
  const { payload, protectedHeader } = verified;
  const { htm, htu, ath, jti = '', iat = 0 } = payload;
  const now = Math.floor(Date.now() / 1_000);
  if (htm !== method || Math.abs(now - iat) > window || typeof htu !== 'string') return false;
  if (withoutQuery(htu) !== withoutQuery(address)) return false;
  if (ath !== createHash('sha256').update(accessToken).digest('base64url')) return false;
  if ((await calculateJwkThumbprint(protectedHeader.jwk ?? {})) !== jkt) return false;
  return store.oidc.firstUse(clientId, jti, now + window);
}

function withoutQuery(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}
