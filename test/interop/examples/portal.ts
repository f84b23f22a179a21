import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { demoPartner } from '../../../dev/up/partners.js';
import { projectRoot } from '../../../platform/root.js';
import type { Partner } from '../../../store/partners/partners.js';
import { toolkitExamples } from '../../support/partners/toolkit-examples.js';
import type { Product } from '../../support/product/product.js';
import { signInAt } from '../sign-in-at.js';

/** A partner made of an example of the guide, in a folder of its own. */
export interface ExamplePortal {
  id: string;
  partner: (devUrl: string) => Partner;
  /** Writes example and key. @returns their folder */
  write(language: 'python' | 'java', file: string): string;
  /** Runs it, and takes somebody through a sign-in with it at P5. @throws where it does not end with their claims */
  tryIt(product: Product, program: string, words: readonly string[]): Promise<void>;
}

export function examplePortal(id: string, port: number): ExamplePortal {
  const folder = join(projectRoot, '.cache', 'interop', id);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), kid: id, alg: 'RS512', use: 'sig' } as JWK;
  const url = `http://localhost:${port}`;

  return {
    id,
    partner: (devUrl) => ({
      ...demoPartner(key, devUrl),
      _id: id,
      name: `Example ${id}`,
      redirectUris: [`${url}/callback`],
    }),

    write(language, file) {
      mkdirSync(folder, { recursive: true });
      const text = toolkitExamples(language).get(file);
      if (!text) throw new Error(`the guide has no example ${file}`);
      writeFileSync(join(folder, file), text);
      writeFileSync(join(folder, 'private-key.json'), JSON.stringify(key), { mode: 0o600 });
      return folder;
    },

    async tryIt(product, program, words) {
      const env = { ...process.env, SURETY_URL: product.suretyUrl, CLIENT_ID: id, PORT: String(port) };
      const child = spawn(program, words, { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] });
      try {
        await listening(child, url);
        const { visitor, person, told } = await signInAt(product, `${url}/login`);
        if (told.family_name !== person.familyName || told.nhs_number === undefined) {
          throw new Error(`not who was expected: ${visitor.page.html}`);
        }
        // The answer counts once, and in its own browser.
        const callback = visitor.sentTo.find(({ pathname }) => pathname === '/callback')?.href ?? url;
        const again = await (await fetch(callback)).text();
        if (again.includes(person.familyName)) throw new Error('an answer was taken twice');
        console.log(`signed in: ${Object.keys(told).join(', ')}`);
      } finally {
        child.kill();
      }
    },
  };
}

/** Compilers take their time. */
const longestStart = 120;

async function listening(child: ChildProcess, url: string): Promise<void> {
  for (let seconds = 0; seconds < longestStart; seconds++) {
    if (child.exitCode !== null) throw new Error(`the example ended with ${child.exitCode}`);
    const there = await fetch(`${url}/callback`).then(
      () => true,
      () => false,
    );
    if (there) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error('the example does not listen');
}
