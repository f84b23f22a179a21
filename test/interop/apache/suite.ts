import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { startChild } from '../../../dev/servers/child.mjs';
import { logTail } from '../../../dev/servers/log-tail.mjs';
import { listening } from '../../../dev/servers/ports.mjs';
import { demoPartner } from '../../../dev/up/partners.js';
import { projectRoot } from '../../../platform/root.js';
import { signInAt } from '../sign-in-at.js';
import type { Suite } from '../suite.js';
import { findApache } from './program.js';
import { apacheSettings } from './settings.js';

const id = 'mod-auth-openidc';
const port = 4393;
const url = `http://localhost:${port}`;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...privateKey.export({ format: 'jwk' }), kid: id } as JWK;

/** Apache's module signs assertions by RS256, and no other; it has neither PAR nor DPoP in Debian's version. */
export const suite: Suite = {
  about: 'Apache with mod_auth_openidc: private_key_jwt by RS256, PKCE, ID tokens by RS512, a rule on vot',
  partners: (devUrl) => {
    const { jwks: _, ...partner } = demoPartner(key, devUrl);
    const { kty, n, e, kid } = key;
    const jwks = { keys: [{ kty, n, e, kid, use: 'sig', alg: 'RS256' } as JWK] };
    return [{ ...partner, _id: id, name: 'Apache', jwks, assertionAlg: 'RS256', redirectUris: [`${url}/callback`] }];
  },
  async run(product) {
    const apache = findApache();
    const folder = join(projectRoot, '.cache', 'interop', 'apache', 'run');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    // As root it starts its processes as somebody else, who must get at the folder.
    chmodSync(folder, 0o777);
    const keyFile = join(folder, 'key.pem');
    writeFileSync(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
    const publicKeyFile = join(folder, 'public.pem');
    writeFileSync(publicKeyFile, publicKey.export({ format: 'pem', type: 'spki' }));
    const backend = await startBackend();
    const config = join(folder, 'apache.conf');
    const place = { folder, modules: apache.modules, port, backend: backend.url, keyFile, publicKeyFile, keyId: id };
    writeFileSync(config, apacheSettings({ ...place, issuer: product.suretyUrl, clientId: id }));
    const logFile = join(folder, 'output.log');
    const child = startChild(apache.program, ['-f', config, '-D', 'FOREGROUND'], { env: apache.env, logFile });
    try {
      await listening(port, child, { name: 'Apache', logFile });
      const { told, person } = await signInAt(product, `${url}/`);
      const expected = { oidc_claim_family_name: person.familyName, oidc_claim_vot: 'P5.Cp.Cd' };
      for (const [name, value] of Object.entries(expected)) {
        if (told[name] !== value) throw new Error(`${name} is ${told[name]}, not ${value}`);
      }
      const claims = Object.keys(told).filter((name) => name.startsWith('oidc_claim_'));
      console.log(`signed in: ${claims.map((name) => name.slice('oidc_claim_'.length)).join(', ')}`);
    } catch (error) {
      console.error(logTail(logFile), logTail(join(folder, 'error.log')));
      throw error;
    } finally {
      await child.stop();
      backend.stop();
    }
  },
};

/** The site behind: tells the headers that it got. */
async function startBackend(): Promise<{ url: string; stop(): void }> {
  const server = createServer((req, res) => res.end(JSON.stringify(req.headers)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${own}`, stop: () => void server.close() };
}
