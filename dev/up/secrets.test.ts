import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { loadConfig } from '../../platform/settings/config.js';
import { keptSecrets } from './secrets.js';
import { developmentSettings } from './settings.js';

const folder = mkdtempSync(join(tmpdir(), 'surety-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('secrets are made once, for their owner’s eyes only, and are all different', () => {
  const file = join(folder, 'deep', 'secrets.json');
  const secrets = keptSecrets(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(keptSecrets(file)).toEqual(secrets);
  const values = Object.values(secrets).map((value) => JSON.stringify(value));
  expect(new Set(values).size).toBe(values.length);
});

test.each(['api', 'worker', 'checks'] as const)(
  'the settings of development are all that the process %s needs',
  (name) => {
    const settings = developmentSettings(keptSecrets(join(folder, 'secrets.json')), {
      suretyUrl: 'http://localhost:3000',
      devUrl: 'http://localhost:3001',
      smtpUrl: 'smtp://127.0.0.1:3002',
      mongodbUri: 'mongodb://127.0.0.1:1',
      temporalAddress: '127.0.0.1:2',
      partnersFile: join(folder, 'partners.json'),
    });
    expect(() => loadConfig(settings, name)).not.toThrow();
  },
);
