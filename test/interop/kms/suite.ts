import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsKms } from '../../../platform/kms/aws-kms.js';
import { signed } from '../../../platform/kms/sigv4.js';
import { pythonPackages } from '../python.js';
import type { Suite } from '../suite.js';

const region = 'eu-west-2';
const credentials = { accessKeyId: 'AKIDTEST', secretAccessKey: 'secret' };
const about = { setting: 'SEALING_KEY', environment: 'live' };

/** moto answers as AWS KMS does (without looking at signatures: those are compared with AWS's own in platform/kms/sigv4.test.ts). */
export const suite: Suite = {
  about: 'wrapped keys, by moto’s AWS KMS',
  async run() {
    const bin = await pythonPackages('moto', ['moto[server,kms]==5.2.5']);
    const url = `http://127.0.0.1:${await freePort()}`;
    const moto = spawn(join(bin, 'moto_server'), ['-p', new URL(url).port], { stdio: 'ignore' });
    try {
      const kms = awsKms({ url, region, keyId: await createKey(url), credentials });
      const key = new Uint8Array(randomBytes(32));
      const wrapped = await kms.wrap(key, about);
      if (!Buffer.from(await kms.unwrap(wrapped, about)).equals(key)) throw new Error('another key came back');
      if ((await kms.unwrap(await kms.newKey(about), about)).length !== 32) throw new Error('not a key of 32 bytes');
      const elsewhere = { ...about, environment: 'sandbox' };
      const problem = await kms.unwrap(wrapped, elsewhere).catch((error: { problem?: unknown }) => error.problem);
      if (problem !== 'refused') throw new Error('it opened in another environment');
    } finally {
      moto.kill();
      await once(moto, 'exit');
    }
  },
};

/** Waits for moto, too. */
async function createKey(url: string): Promise<string> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'TrentService.CreateKey' };
  const request = { method: 'POST', url: new URL(url), headers, body: '{}' };
  for (let tries = 0; tries < 100; tries++) {
    const { host: _, ...own } = signed(request, credentials, { region, service: 'kms', now: new Date() });
    const answer = await fetch(url, { method: 'POST', headers: own, body: '{}' }).catch(() => undefined);
    if (answer?.ok) return ((await answer.json()) as { KeyMetadata: { KeyId: string } }).KeyMetadata.KeyId;
    await sleep(200);
  }
  throw new Error('moto does not answer');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
