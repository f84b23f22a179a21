import { partnerKey, RelyingParty } from '../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { type BareProcess, startBareProcess } from './bare-process.js';
import { bareClient } from './messages.js';

export interface BareProvider extends Omit<BareProcess, 'url'> {
  /** From the request to userinfo, in a browser of its own. */
  signIn(): Promise<void>;
}

/** @param signingKeys JSON Web Key Set with private keys, as the setting SIGNING_KEYS: signing costs what it costs us. */
export async function startBareProvider(signingKeys: string): Promise<BareProvider> {
  const { privateKey, jwk } = await partnerKey();
  const env = { SIGNING_KEYS: signingKeys, CLIENT_KEY: JSON.stringify(jwk) };
  const { url, cpuMs, stop } = await startBareProcess('./provider.js', env);
  const client = { _id: bareClient.id, redirectUris: [bareClient.redirectUri] };
  const party = await RelyingParty.discover(url, client, privateKey);
  return {
    async signIn() {
      const { tokens, claims } = await party.signIn(new CookieBrowser(url));
      await party.userinfo(tokens.access_token, String(claims.sub));
    },
    cpuMs,
    stop,
  };
}
