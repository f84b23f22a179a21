import type { Response } from 'express';
import type { Exit } from '../../domain/journey/steps.js';
import { ownClient } from '../../domain/partners/own-client.js';
import type { Partner } from '../../store/partners/partners.js';
import { type ExitLink, frameOf } from './frame.js';

/** Names the partner on the page and lets the page's forms lead to it. */
export function framePartner(res: Response, partner: Partner | null): void {
  if (!partner || partner._id === ownClient) return;
  const { redirectUris, returnAddresses, postLogoutRedirectUris, entryPage, initiateLoginUri } = partner;
  const addresses = [...redirectUris, ...returnAddresses, ...postLogoutRedirectUris, entryPage, initiateLoginUri];
  const origins = new Set(addresses.flatMap((address) => (address ? [new URL(address).origin] : [])));
  const logo = partner.logo ? { logo: partner.logo } : {};
  frameOf(res).partner = { name: partner.name, origins: [...origins], ...logo };
}

/** The page's ways back, as forms below `base`: `continue-later` and `cancel` change something and are posted. */
export function frameExits(res: Response, base: string, exits: readonly Exit[]): void {
  frameOf(res).exits = exits.map(
    (kind): ExitLink =>
      kind === 'return'
        ? { kind, method: 'get', action: `${base}/leave` }
        : { kind, method: 'post', action: `${base}/${kind === 'cancel' ? 'cancel' : 'leave'}` },
  );
}

/**
 * An address of the partner where a person arrives without a live request: `initiate_login_uri`, which begins signing in anew
 * (OpenID Connect Core 4), or the entry page.
 *
 * @param target A registered address to end at; the entry page if left out.
 */
export function partnerAddress(partner: Partner, kind: 'initiate' | 'entry', issuer: string, target?: string): string {
  const end = target ?? partner.entryPage;
  if (kind === 'entry' || !partner.initiateLoginUri) return end;
  const address = new URL(partner.initiateLoginUri);
  address.searchParams.set('iss', issuer);
  address.searchParams.set('target_link_uri', end);
  return address.href;
}
