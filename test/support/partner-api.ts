import { importJWK, type JWK } from 'jose';
import { demoPartner } from '../../dev/up/partners.js';
import type { Product } from './product.js';
import { RelyingParty } from './relying-party.js';

export type PartnerApi = (path: string, init?: RequestInit) => Promise<Response>;

/** Asks the partner API with a partner's own token: the demo partner's, unless another one is named. */
export async function partnerApi(product: Product, id = 'riverside', key?: JWK): Promise<PartnerApi> {
  const own = key ?? product.secrets.partnerKey;
  const partner = { ...demoPartner(own, product.devUrl), _id: id };
  const privateKey = (await importJWK(own, 'RS512')) as CryptoKey;
  const party = await RelyingParty.discover(product.suretyUrl, partner, privateKey, own.kid);
  const token = await party.apiToken();
  return (path, init = {}) =>
    fetch(`${product.suretyUrl}/partner/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
    });
}
