import { importJWK, type JWK } from 'jose';
import { demoPartner } from '../../../dev/up/partners.js';
import type { Product } from '../product/product.js';
import { RelyingParty } from './relying-party.js';

export type PartnerApi = (path: string, init?: RequestInit) => Promise<Response>;

/** The demo partner, or another one, as a client of Surety. */
export async function relyingParty(product: Product, id = 'riverside', key?: JWK): Promise<RelyingParty> {
  const own = key ?? product.secrets.partnerKey;
  const partner = { ...demoPartner(own, product.devUrl), _id: id };
  return RelyingParty.discover(product.suretyUrl, partner, (await importJWK(own, 'RS512')) as CryptoKey, own.kid);
}

/** Asks the partner API with a partner's own token: the demo partner's, unless another one is named. */
export async function partnerApi(product: Product, id?: string, key?: JWK): Promise<PartnerApi> {
  const token = await (await relyingParty(product, id, key)).apiToken();
  return (path, init = {}) =>
    fetch(`${product.suretyUrl}/partner/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
    });
}
