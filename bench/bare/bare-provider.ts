import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../dev/servers/ports.mjs';
import { partnerKey, RelyingParty } from '../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../test/support/people/cookie-browser.js';
import { bareClient, type ProviderReady } from './messages.js';

export interface BareProvider {
  /** From the request to userinfo, in a browser of its own. */
  signIn(): Promise<void>;
  /** Milliseconds of CPU that its process has used so far. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** @param signingKeys JSON Web Key Set with private keys, as the setting SIGNING_KEYS: signing costs what it costs us. */
export async function startBareProvider(signingKeys: string): Promise<BareProvider> {
  const { privateKey, jwk } = await partnerKey();
  const child = fork(fileURLToPath(new URL('./provider.js', import.meta.url)), {
    env: {
      ...process.env,
      PORT: String(await freePort()),
      SIGNING_KEYS: signingKeys,
      CLIENT_KEY: JSON.stringify(jwk),
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [{ issuer }] = (await once(child, 'message')) as [ProviderReady];
  const client = { _id: bareClient.id, redirectUris: [bareClient.redirectUri] };
  const party = await RelyingParty.discover(issuer, client, privateKey);
  return {
    async signIn() {
      const { tokens, claims } = await party.signIn(new CookieBrowser(issuer));
      await party.userinfo(tokens.access_token, String(claims.sub));
    },
    async cpuMs() {
      child.send('cpu');
      const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
      return (user + system) / 1000;
    },
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}
