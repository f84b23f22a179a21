import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startAwsKms } from '../../dev/kms/aws.js';
import type { SimulatedKms } from '../../dev/kms/serve.js';
import { startVault } from '../../dev/kms/vault.js';
import { makeKeys } from '../make-keys.js';
import { ConfigError } from '../settings/config-error.js';
import { kmsOf } from './kms-settings.js';
import { unwrapSettings } from './unwrap-settings.js';

const folder = mkdtempSync(join(tmpdir(), 'surety-kms-'));
const credentials = { accessKeyId: 'AKIDOURS', secretAccessKey: 'the secret of the access key' };
const servers: Record<string, SimulatedKms> = {};
const settings: Record<string, NodeJS.ProcessEnv> = {};

beforeAll(async () => {
  const [region, keyId] = ['eu-west-2', 'arn:aws:kms:eu-west-2:111122223333:key/surety'];
  const aws = await startAwsKms({ keyId, region, credentials });
  const vault = await startVault({ key: 'surety', token: 'the token for vault' });
  Object.assign(servers, { aws, vault });
  settings.aws = {
    ...{ KMS: 'aws', KMS_KEY: keyId, KMS_URL: aws.url, AWS_REGION: region },
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  settings.vault = {
    KMS: 'vault',
    KMS_KEY: 'surety',
    KMS_URL: `${vault.url}/v1/transit`,
    KMS_TOKEN: 'the token for vault',
  };
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  for (const server of Object.values(servers)) await server.close();
});
beforeEach(() => {
  for (const server of Object.values(servers)) server.faults.length = 0;
});

/** The settings that are complained of. */
const refusal = async (env: NodeJS.ProcessEnv): Promise<ConfigError> => {
  const error = await unwrapSettings(env, 'api').then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConfigError);
  return error as ConfigError;
};
const complained = async (env: NodeJS.ProcessEnv) => (await refusal(env)).problems.map(({ setting }) => setting);

describe.each(['aws', 'vault'])('Keys that are wrapped by %s', (kind) => {
  const about = { setting: 'SEALING_KEY', environment: 'live' };
  const wrap = async (key: Uint8Array, as = about) => `kms:${await kmsOf(settings[kind] ?? {}, 'test').wrap(key, as)}`;

  test('are unwrapped when a process starts, from the environment and from files, among others that are not', async () => {
    const [sealing, older, payload] = [randomBytes(32), randomBytes(32), randomBytes(32)];
    const file = join(folder, `${kind}-payload`);
    writeFileSync(file, await wrap(payload, { ...about, setting: 'PAYLOAD_KEY' }));
    const plain = randomBytes(32).toString('base64');
    const open = await unwrapSettings(
      {
        ...settings[kind],
        SEALING_KEY: `${await wrap(sealing)}, ${await wrap(older)}`,
        PAYLOAD_KEY_FILE: file,
        COOKIE_KEY: plain,
      },
      'api',
    );
    expect(open).toMatchObject({
      SEALING_KEY: `${sealing.toString('base64')},${older.toString('base64')}`,
      PAYLOAD_KEY: payload.toString('base64'),
      COOKIE_KEY: plain,
    });
    expect(open).not.toHaveProperty('PAYLOAD_KEY_FILE');
  });

  test('open for their own setting and environment only', async () => {
    const wrapped = await wrap(randomBytes(32));
    expect(await complained({ ...settings[kind], LOOKUP_KEY: wrapped })).toEqual(['LOOKUP_KEY']);
    expect(await complained({ ...settings[kind], SEALING_KEY: wrapped, ENVIRONMENT: 'sandbox' })).toEqual([
      'SEALING_KEY',
    ]);
    const refused = await refusal({ ...settings[kind], SEALING_KEY: `${wrapped.slice(0, -8)}AAAAAAA=` });
    expect(refused.message).not.toContain(wrapped.slice(8, 40));
  });

  test('are made wrapped, so that no file ever holds them plain, and say of which environment they are', async () => {
    const place = join(folder, kind);
    const made = await makeKeys(place, 'sandbox', kmsOf(settings[kind] ?? {}, 'make-keys'));
    expect(made).toEqual(['SEALING_KEY', 'LOOKUP_KEY', 'COOKIE_KEY', 'PAYLOAD_KEY']);
    const files = Object.fromEntries(made.map((name) => [`${name}_FILE`, join(place, name)]));
    for (const path of Object.values(files)) expect(readFileSync(path, 'utf8')).toMatch(/^kms:/);
    const open = await unwrapSettings({ ...settings[kind], ...files, ENVIRONMENT: 'sandbox' }, 'api');
    for (const name of made) expect(open[name]).toMatch(/^sandbox_[\w+/]{43}=$/);
    expect(new Set(made.map((name) => open[name])).size).toBe(4);
  });

  test('are asked for again where the KMS is busy or down for a moment', async () => {
    const wrapped = await wrap(randomBytes(32));
    const busy = kind === 'aws' ? { status: 400, body: { __type: 'ThrottlingException' } } : { status: 429, body: {} };
    servers[kind]?.faults.push({ status: 503, body: {} }, busy);
    await unwrapSettings({ ...settings[kind], SEALING_KEY: wrapped }, 'api');
    servers[kind]?.faults.push({ status: 400, body: null });
    expect(await complained({ ...settings[kind], SEALING_KEY: wrapped })).toEqual(['SEALING_KEY']);
  });

  test('are not asked for where none is wrapped', async () => {
    const before = servers[kind]?.asked.length;
    const env = { SEALING_KEY: randomBytes(32).toString('base64'), KMS: 'nonsense' };
    expect(await unwrapSettings(env, 'api')).toBe(env);
    expect(servers[kind]?.asked).toHaveLength(before ?? -1);
  });

  test('name the KMS where it does not answer, or does not know us', async () => {
    const SEALING_KEY = await wrap(randomBytes(32));
    const nobody = { ...settings[kind], SEALING_KEY, KMS_URL: 'http://127.0.0.1:1/v1/transit' };
    expect(await complained(nobody)).toEqual(['KMS_URL']);
    const stranger = { ...settings[kind], SEALING_KEY, KMS_TOKEN: 'another', AWS_SECRET_ACCESS_KEY: 'another' };
    const refused = await refusal(stranger);
    expect(refused.problems.map(({ setting }) => setting)).toEqual(['KMS']);
    for (const secret of ['another', 'the token for vault', credentials.secretAccessKey]) {
      expect(refused.message).not.toContain(secret);
    }
  });

  test('name the settings of the KMS that are missing', async () => {
    const SEALING_KEY = await wrap(randomBytes(32));
    expect(await complained({ SEALING_KEY })).toEqual(['KMS', 'KMS_KEY']);
    const missing = await complained({ SEALING_KEY, KMS: kind, KMS_KEY: 'surety' });
    const names = {
      aws: ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
      vault: ['KMS_URL', 'KMS_TOKEN'],
    };
    expect(missing).toEqual(names[kind as keyof typeof names]);
  });
});

test('In a container of AWS the credentials are those that it is lent', async () => {
  const lender = createServer((req, res) => {
    const { accessKeyId, secretAccessKey } = credentials;
    const lent = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: 'of this session' };
    res.writeHead(req.headers.authorization === 'the container' ? 200 : 401).end(JSON.stringify(lent));
  }).listen(0, '127.0.0.1');
  await once(lender, 'listening');
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...rest } = settings.aws ?? {};
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'the container');
  const env = {
    ...rest,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${(lender.address() as AddressInfo).port}/`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
  };
  // The simulator was told of no session: its token must be signed all the same.
  const wrapped = kmsOf(env, 'test').wrap(randomBytes(32), { setting: 'SEALING_KEY', environment: 'live' });
  await expect(wrapped).rejects.toMatchObject({ problem: 'credentials', said: 'InvalidSignatureException' });
  lender.close();
});
