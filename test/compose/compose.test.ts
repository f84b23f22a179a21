import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { shareSecrets } from '../../dev/compose/share-secrets.js';
import { makeKeys } from '../../platform/make-keys.js';
import { projectRoot } from '../../platform/root.js';
import { loadConfig, type ProcessName } from '../../platform/settings/config.js';
import { testSecrets } from '../../test/support/test-secrets.js';
import { interpolate, readEnvFile } from './interpolate.js';

interface Service {
  environment?: Record<string, string>;
  networks?: string[] | Record<string, unknown>;
  ports?: string[];
  image?: string;
  build?: object;
  profiles?: string[];
  command?: string[];
  depends_on?: Record<string, unknown>;
}

interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
}

const text = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const simulators = readEnvFile(text('dev/compose/simulators.env'));
const raw = parse(text('docker-compose.yml'), { merge: true }) as Compose;
const compose = interpolate(raw, simulators) as Compose;
const folder = mkdtempSync(join(tmpdir(), 'surety-compose-'));

beforeAll(async () => {
  await makeKeys(folder, 'sandbox');
  shareSecrets(folder, await testSecrets());
});
afterAll(() => rmSync(folder, { recursive: true }));

const service = (name: string): Service => compose.services[name] ?? {};
const networksOf = ({ networks = [] }: Service) => (Array.isArray(networks) ? networks : Object.keys(networks));

describe('docker-compose.yml', () => {
  test('follows the published schema, as written and with its values in place', () => {
    const { $schema, ...schema } = JSON.parse(text('test/compose/compose-spec.json')) as Record<string, unknown>;
    expect($schema).toContain('draft-07');
    const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
    expect([validate(raw), validate.errors]).toEqual([true, null]);
    expect([validate(compose), validate.errors]).toEqual([true, null]);
    expect(validate({ services: { api: { imagine: 'surety' } } })).toBe(false);
  });

  test.each<ProcessName>(['api', 'worker', 'checks'])(
    'gives %s settings that it starts with, and none beyond',
    (name) => {
      const environment = service(name).environment ?? {};
      const env = Object.fromEntries(
        Object.entries(environment).map(([key, value]) => [key, value.replace('/var/lib/surety/secrets', folder)]),
      );
      expect(() => loadConfig(env, name)).not.toThrow();
      // What one process is not given must not lie in its environment either.
      const known = Object.keys(loadConfig(env, name)).map((key) => key.replaceAll(/[A-Z]/g, '_$&').toUpperCase());
      const beyond = Object.keys(env).filter(
        (key) => env[key] && !known.includes(key) && !known.includes(key.replace(/_FILE$/, '')),
      );
      expect(beyond).toEqual([]);
    },
  );

  test('refuses to run without the settings that only an operator knows', () => {
    expect(() => interpolate(raw, {})).toThrow(/SURETY_URL/);
  });

  test('shows the world no more than the proxy; the desk of Temporal only to this machine', () => {
    const open = Object.entries(compose.services).filter(([, { ports, profiles }]) => ports && !profiles);
    expect(open.map(([name, { ports }]) => [name, ports])).toEqual([
      ['proxy', ['3000:3000']],
      ['temporal-ui', ['127.0.0.1:8080:8080']],
    ]);
  });

  test('leaves those that open strangers’ pictures, and the databases, no way out', () => {
    for (const name of ['checks', 'mongodb', 'postgresql', 'temporal']) {
      const ways = networksOf(service(name)).filter((network) => !compose.networks[network]?.internal);
      expect([name, ways]).toEqual([name, []]);
    }
  });

  test('pins every image that is not built here', () => {
    for (const [name, { image = '', build }] of Object.entries(compose.services)) {
      if (!build) expect([name, image]).toEqual([name, expect.stringMatching(/:\d+(\.\d+)*(-alpine)?$/)]);
    }
  });

  const available = spawnSync('docker', ['compose', 'version']).status === 0;
  (available ? test : test.skip)('is understood by docker compose itself', () => {
    const args = ['compose', '--env-file', 'dev/compose/simulators.env', 'config', '--quiet'];
    const { status, stderr } = spawnSync('docker', args, { cwd: projectRoot, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
