import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { loadConfig, type ProcessName } from './config.js';
import { ConfigError } from './config-error.js';

const folder = mkdtempSync(join(tmpdir(), 'surety-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key = () => randomBytes(32).toString('base64');
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).privateKey;
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;
const strong = rsa(2048);
const pem = strong.export({ type: 'pkcs8', format: 'pem' }) as string;
const jwks = (kid: unknown = 'k1', from = strong) =>
  JSON.stringify({ keys: [{ ...from.export({ format: 'jwk' }), kid }] });

const complete: Record<string, string> = {
  SURETY_URL: 'https://login.example',
  MONGODB_URI: 'mongodb://localhost:27017/?replicaSet=rs0',
  TEMPORAL_ADDRESS: 'localhost:7233',
  SEALING_KEY: key(),
  LOOKUP_KEY: key(),
  COOKIE_KEY: key(),
  PAYLOAD_KEY: key(),
  SIGNING_KEYS: jwks(),
  MAIL_TRANSPORT: 'smtp',
  SMTP_URL: 'smtp://localhost:1025',
  MAIL_FROM: 'Surety <no-reply@login.example>',
  SMS_TRANSPORT: 'notify',
  NOTIFY_API_KEY: `test-${'a'.repeat(8)}-0000-4000-8000-${'a'.repeat(12)}-${'b'.repeat(8)}-0000-4000-8000-${'b'.repeat(12)}`,
  NOTIFY_SMS_TEMPLATE: 'sms',
  NOTIFY_CALLBACK_TOKEN: 'a-long-enough-token',
  PDS_URL: 'http://localhost:3001/pds/personal-demographics/FHIR/R4/',
  PDS_TOKEN_URL: 'http://localhost:3001/pds/oauth2/token',
  PDS_API_KEY: 'app',
  PDS_KEY_ID: 'kid',
  PDS_PRIVATE_KEY: pem,
  STAFF_ISSUER: 'http://localhost:3001/staff',
  STAFF_CLIENT_ID: 'surety',
  STAFF_CLIENT_SECRET: 'staff-secret',
};

function refusal(env: NodeJS.ProcessEnv, process: ProcessName): ConfigError {
  try {
    loadConfig(env, process);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const refused = (change: Record<string, string | undefined>, process: ProcessName = 'api') =>
  refusal({ ...complete, ...change }, process).problems.map(({ setting }) => setting);

describe('the settings', () => {
  test('are accepted when right, with defaults where harmless', () => {
    const config = loadConfig(complete, 'worker');
    expect(config).toMatchObject({ mongodbDatabase: 'surety', temporalNamespace: 'default', metricsPort: 9464 });
    expect(config.keysMongodbUri).toBe(complete.MONGODB_URI);
    expect(config.pdsUrl).toBe('http://localhost:3001/pds/personal-demographics/FHIR/R4');
    expect(config.sealingKey[0]).toHaveLength(32);
    expect(loadConfig(complete, 'api').port).toBe(3000);
    const behind = { ...complete, SURETY_URL: 'http://surety.localhost:3000', TRUST_PROXY: '1' };
    expect(loadConfig(behind, 'api')).toMatchObject({ suretyUrl: 'http://surety.localhost:3000', trustProxy: 1 });
    expect(loadConfig({ ...behind, TRUST_PROXY: '10.0.0.0/8, loopback' }, 'api').trustProxy).toContain('loopback');
  });

  test('are given to a process only where it needs them', () => {
    expect(loadConfig(complete, 'checks')).not.toHaveProperty('signingKeys');
    expect(loadConfig(complete, 'checks')).not.toHaveProperty('cookieKey');
    expect(loadConfig(complete, 'worker')).not.toHaveProperty('cookieKey');
    expect(loadConfig(complete, 'api')).not.toHaveProperty('pdsPrivateKey');
  });

  test.each<ProcessName>(['api', 'worker', 'checks'])('are all named when %s is started with none', (process) => {
    const { problems, message } = refusal({}, process);
    const names = problems.map(({ setting }) => setting);
    expect(names).toEqual(expect.arrayContaining(['MONGODB_URI', 'TEMPORAL_ADDRESS', 'SEALING_KEY', 'PAYLOAD_KEY']));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(message).toContain(`${name}: `);
    expect(message).not.toMatch(/Invalid|undefined|received/);
  });

  test.each([
    ['a plain http address in public', 'SURETY_URL', 'http://login.example'],
    ['an address with a path', 'SURETY_URL', 'https://login.example/surety'],
    ['an address that looks local and is not', 'SURETY_URL', 'http://localhost.example'],
    ['another that is not', 'SURETY_URL', 'http://mylocalhost'],
    ['an address with a password', 'STAFF_ISSUER', 'https://user:pass@staff.example'],
    ['a port that is none', 'PORT', '65536'],
    ['a port in words', 'METRICS_PORT', '0x1F'],
    ['a key too short', 'SEALING_KEY', randomBytes(16).toString('base64')],
    ['a list with one bad key', 'COOKIE_KEY', `${key()},nonsense`],
    ['two lookup keys', 'LOOKUP_KEY', `${key()},${key()}`],
    ['a signing key without kid', 'SIGNING_KEYS', jwks(null)],
    ['a weak signing key', 'SIGNING_KEYS', jwks('k1', rsa(1024))],
    ['no signing key', 'SIGNING_KEYS', '{"keys":[]}'],
    ['signing keys without an RSA key', 'SIGNING_KEYS', jwks('k1', ec('P-256'))],
    ['a signing key on another curve', 'SIGNING_KEYS', jwks('k1', ec('P-384'))],
    ['a code that lives for seconds', 'CODE_SECONDS', '5'],
    ['a code that lives for an hour', 'CODE_SECONDS', '3600'],
    ['signing keys that are no JSON', 'SIGNING_KEYS', '{'],
    [
      'two signing keys of one kid',
      'SIGNING_KEYS',
      JSON.stringify({ keys: [1, 2].map(() => JSON.parse(jwks()).keys[0]) }),
    ],
    ['a short callback token', 'NOTIFY_CALLBACK_TOKEN', 'short'],
    ['a made-up level', 'LOG_LEVEL', 'loud'],
    ['yes for true', 'TEMPORAL_TLS', 'yes'],
    ['another database', 'MONGODB_URI', 'postgres://localhost'],
    ['everybody as a proxy', 'TRUST_PROXY', 'true'],
    ['half a list of proxies', 'TRUST_PROXY', '10.0.0.1,'],
  ])('refuse %s', (_, setting, value) => {
    expect(refused({ [setting]: value })).toEqual([setting]);
  });

  test('take what is for TLS to Temporal with TLS only, certificates as such, and with their keys', () => {
    expect(refused({ TEMPORAL_API_KEY: 'a key' })).toEqual(['TEMPORAL_TLS']);
    const over = { TEMPORAL_TLS: 'true' };
    expect(refused({ ...over, TEMPORAL_TLS_CA: 'none' })).toEqual(['TEMPORAL_TLS_CA']);
    expect(refused({ ...over, TEMPORAL_TLS_KEY: pem })).toEqual(['TEMPORAL_TLS_CERT']);
  });

  test('refuse public parts of a key where the private key is wanted', () => {
    const { kty, n, e } = strong.export({ format: 'jwk' });
    expect(refused({ SIGNING_KEYS: JSON.stringify({ keys: [{ kty, n, e, kid: 'k1' }] }) })).toEqual(['SIGNING_KEYS']);
  });

  test('ask for what the chosen transport needs', () => {
    expect(refused({ SMTP_URL: undefined, MAIL_FROM: '' }, 'worker')).toEqual(['SMTP_URL', 'MAIL_FROM']);
    expect(refused({ MAIL_TRANSPORT: 'notify' }, 'worker')).toEqual(['NOTIFY_EMAIL_TEMPLATE']);
    expect(refused({ MAIL_TRANSPORT: 'pigeon' }, 'worker')).toEqual(['MAIL_TRANSPORT']);
  });

  test('never show the value of a bad setting', () => {
    const bad = 'hunter2-hunter2';
    const env = Object.fromEntries(Object.keys(complete).map((name) => [name, bad]));
    expect(refusal(env, 'api').message).not.toContain(bad);
    expect(refusal(env, 'worker').message).not.toContain(bad);
  });

  test('may come from files, and not from two places', () => {
    const path = join(folder, 'key.pem');
    writeFileSync(path, `${pem}\n`);
    const fromFile = { ...complete, PDS_PRIVATE_KEY: undefined, PDS_PRIVATE_KEY_FILE: path };
    expect(loadConfig(fromFile, 'worker').pdsPrivateKey.asymmetricKeyType).toBe('rsa');
    expect(refused({ PDS_PRIVATE_KEY_FILE: path }, 'worker')).toEqual(['PDS_PRIVATE_KEY']);
    expect(refused({ COOKIE_KEY: undefined, COOKIE_KEY_FILE: join(folder, 'none') })).toEqual(['COOKIE_KEY']);
  });

  test('take a PEM whose line breaks were flattened', () => {
    const flat = { ...complete, PDS_PRIVATE_KEY: pem.replaceAll('\n', '\\n') };
    expect(loadConfig(flat, 'worker').pdsPrivateKey.type).toBe('private');
  });

  test('names what is missing where calls are half set up, and takes them whole or not at all', () => {
    const whole = { VOICE_TRANSPORT: 'twilio', VOICE_ACCOUNT: 'AC1', VOICE_TOKEN: 't', VOICE_FROM: '+441134960000' };
    expect(loadConfig({ ...complete, ...whole }, 'worker').voiceUrl).toBe('https://api.twilio.com');
    const { VOICE_TOKEN: _, ...half } = whole;
    expect(refusal({ ...complete, ...half }, 'worker').message).toContain('VOICE_TOKEN');
    const { VOICE_TRANSPORT: __, ...unnamed } = whole;
    expect(refusal({ ...complete, ...unnamed }, 'worker').message).toContain('VOICE_TRANSPORT');
    expect(refusal({ ...complete, ...whole, VOICE_FROM: '0113 496 0000' }, 'worker').message).toContain('VOICE_FROM');
    expect(loadConfig(complete, 'api').voiceTransport).toBeUndefined();
  });

  test('of traces are an address, headers and a share; without the first nothing is traced', () => {
    expect(loadConfig(complete, 'checks')).toMatchObject({ otelTracesSamplerArg: 0.05 });
    expect(loadConfig(complete, 'checks').otelExporterOtlpEndpoint).toBeUndefined();
    const given = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=surety, authorization=Bearer%20abc=',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    };
    expect(loadConfig({ ...complete, ...given }, 'checks')).toMatchObject({
      otelExporterOtlpEndpoint: 'http://collector:4318',
      otelExporterOtlpHeaders: { 'x-tenant': 'surety', authorization: 'Bearer abc=' },
      otelTracesSamplerArg: 0.25,
    });
    for (const wrong of ['2', '-1', '1.5', 'all', '.'])
      expect(refused({ OTEL_TRACES_SAMPLER_ARG: wrong })).toHaveLength(1);
    for (const wrong of ['x', '=y', 'a=b,,', 'a=%zz'])
      expect(refused({ OTEL_EXPORTER_OTLP_HEADERS: wrong })).toHaveLength(1);
    expect(refused({ OTEL_EXPORTER_OTLP_ENDPOINT: 'grpc://collector:4317' })).toHaveLength(1);
  });
});
