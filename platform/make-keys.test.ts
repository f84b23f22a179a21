import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeKeys } from './make-keys.js';
import { loadConfig } from './settings/config.js';
import { ConfigError } from './settings/config-error.js';

const folder = mkdtempSync(join(tmpdir(), 'surety-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the keys of an installation', () => {
  test('are made once, for their owner only, and never changed', async () => {
    const made = await makeKeys(folder, 'live');
    const contents = made.map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(new Set(contents).size).toBe(made.length);
    for (const name of made) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o400);
    rmSync(join(folder, 'COOKIE_KEY'));
    expect(await makeKeys(folder, 'live')).toEqual(['COOKIE_KEY']);
    expect(made.filter((name, index) => readFileSync(join(folder, name), 'utf8') !== contents[index])).toEqual([
      'COOKIE_KEY',
    ]);
  });

  test.each([
    ['live', 'live', false],
    ['sandbox', 'sandbox', false],
    ['sandbox', 'live', true],
    ['live', 'sandbox', true],
  ] as const)(
    'are what the settings ask for, and nothing to the other environment: of %s, in %s',
    async (of, environment, other) => {
      const place = join(folder, of);
      await makeKeys(place, of);
      const made = ['SEALING_KEY', 'LOOKUP_KEY', 'COOKIE_KEY', 'PAYLOAD_KEY', 'SIGNING_KEYS'];
      const files = Object.fromEntries(made.map((name) => [`${name}_FILE`, join(place, name)]));
      const env = { ...files, ENVIRONMENT: environment };
      const refusal = (() => {
        try {
          return loadConfig(env, 'api');
        } catch (error) {
          return error;
        }
      })();
      expect(refusal).toBeInstanceOf(ConfigError);
      const complained = (refusal as ConfigError).problems.map(({ setting }) => setting);
      expect(complained.filter((setting) => made.includes(setting)).sort()).toEqual(other ? [...made].sort() : []);
    },
  );
});
