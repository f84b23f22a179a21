import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { startChild } from '../../../dev/servers/child.mjs';
import { logTail } from '../../../dev/servers/log-tail.mjs';
import { listening } from '../../../dev/servers/ports.mjs';
import { demoPartner } from '../../../dev/up/partners.js';
import { signingAlgorithms } from '../../../domain/partners/signing-algorithms.js';
import { projectRoot } from '../../../platform/root.js';
import type { Partner } from '../../../store/partners/partners.js';
import { runProgram } from '../python.js';
import { signInAt } from '../sign-in-at.js';
import type { Suite } from '../suite.js';
import { pom, program } from './program.js';

const port = 4394;
const url = `http://localhost:${port}`;
const folder = join(projectRoot, '.cache', 'interop', 'spring');
const libraries = join(folder, 'libraries');

/** The client's own key for each algorithm. */
const keys = new Map(signingAlgorithms.map((alg) => [alg, keyFor(alg)]));

/** Spring Security's OAuth2 client has neither PAR nor, as a client, DPoP in this version. Needs a JDK of 17 or newer, and Maven. */
export const suite: Suite = {
  about: `Spring Security’s OAuth2 client: private_key_jwt, PKCE, and ID tokens by ${signingAlgorithms.join(', ')}`,
  partners: (devUrl) => [...keys].map(([alg, key]) => partnerOf(alg, key, devUrl)),
  async run(product) {
    mkdirSync(folder, { recursive: true });
    for (const [alg, key] of keys) writeFileSync(join(folder, `${alg}.json`), JSON.stringify(key), { mode: 0o600 });
    await compile();
    const env = {
      ...process.env,
      SURETY_URL: product.suretyUrl,
      ALGORITHMS: [...keys.keys()].join(','),
      SERVER_PORT: String(port),
    };
    const logFile = join(folder, 'output.log');
    const words = ['-cp', `classes:${libraries}/*`, 'portal.Portal'];
    const child = startChild('java', words, { cwd: folder, env, logFile });
    try {
      await listening(port, child, { name: 'The portal on Spring', logFile }, 240);
      for (const alg of keys.keys()) {
        const { told, person } = await signInAt(product, `${url}/oauth2/authorization/${alg}`);
        if (told.family_name !== person.familyName || told.vot !== 'P5.Cp.Cd' || !told.nhs_number) {
          throw new Error(`not who was expected: ${JSON.stringify(told)}`);
        }
        console.log(`signed in with ${alg}: ${Object.keys(told).join(', ')}`);
      }
    } catch (error) {
      console.error(logTail(logFile));
      throw error;
    } finally {
      await child.stop();
    }
  },
};

async function compile(): Promise<void> {
  if (!existsSync(libraries)) {
    writeFileSync(join(folder, 'pom.xml'), pom);
    const words = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`];
    if ((await runProgram('mvn', words, folder)) !== 0) throw new Error('Maven did not get the libraries');
  }
  writeFileSync(join(folder, 'Portal.java'), program);
  const words = ['-cp', `${libraries}/*`, '-parameters', '-d', 'classes', 'Portal.java'];
  if ((await runProgram('javac', words, folder)) !== 0) throw new Error('the portal was not compiled');
}

function keyFor(alg: string): JWK {
  const pair = alg.startsWith('ES')
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...pair.privateKey.export({ format: 'jwk' }), kid: `spring-${alg}`, alg, use: 'sig' } as JWK;
}

function partnerOf(alg: (typeof signingAlgorithms)[number], key: JWK, devUrl: string): Partner {
  const { d: _, p, q, dp, dq, qi, ...publicKey } = key;
  return {
    ...demoPartner(key, devUrl),
    _id: `spring-${alg}`,
    name: `Spring ${alg}`,
    jwks: { keys: [publicKey as JWK] },
    assertionAlg: alg,
    idTokenAlg: alg,
    redirectUris: [`${url}/login/oauth2/code/${alg}`],
  };
}
