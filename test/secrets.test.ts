import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { developmentSettings } from '../dev/up/settings.js';
import { projectRoot } from '../platform/root.js';
import { forgetSecrets } from '../platform/settings/secret-settings.js';
import { settings } from '../platform/settings/settings.js';
import { testSecrets } from './support/test-secrets.js';

const folder = mkdtempSync(join(tmpdir(), 'surety-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An address that the driver does not take, so that every process dies of it at once: with a password in it. */
const nowhere = 'mongodb://surety:PasswordOfTheDatabase@127.0.0.1:1/?tls=perhaps';
const optional = {
  GP_SYSTEM_SECRET: 'SecretOfTheGpSystem',
  RELEASE_TOKEN: 'TokenOfTheReleases',
  CODEC_TOKEN: 'TokenOfTheCodecServer-0123456789',
  TEMPORAL_API_KEY: 'KeyOfTemporalCloud',
  TEMPORAL_TLS: 'true',
  SMTP_URL: 'smtp://surety:PasswordOfTheMail@127.0.0.1:1',
  KEYS_MONGODB_URI: nowhere,
};

/** Has Node write its diagnostic report when the process ends: what a crash would write, and what operators may ask for at any time. */
const reporting = 'data:text/javascript,process.on(%22exit%22,()=>process.report.writeReport())';

/** Starts a process as operators do. @returns all that it left when it died */
async function death(program: string, env: Record<string, string>) {
  const reports = mkdtempSync(join(folder, 'reports-'));
  const args = [
    '--import',
    reporting,
    `--report-directory=${reports}`,
    '--report-exclude-network',
    join(projectRoot, 'dist', program),
  ];
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...env }, stdio: 'pipe' });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part));
  const [code] = (await once(child, 'close')) as [number];
  const report = readdirSync(reports).map((name) => readFileSync(join(reports, name), 'utf8'));
  return { code, said: Buffer.concat(said).toString(), report: report.join('\n') };
}

test('No secret is left in logs or error output of a process that dies, nor in the report of its death', async () => {
  const at = 'http://127.0.0.1:1';
  const place = { suretyUrl: 'http://localhost:1', devUrl: at, smtpUrl: optional.SMTP_URL, mongodbUri: nowhere };
  const made = developmentSettings(await testSecrets(), {
    ...place,
    temporalAddress: '127.0.0.1:1',
    partnersFile: 'none',
  });
  const given: Record<string, string> = { ...made, ...optional };
  const left = { ...given };
  forgetSecrets(left);
  const forgotten = Object.keys(given).filter((name) => !(name in left));
  const secrets = forgotten.map((name) => given[name] ?? '').flatMap(parts);
  expect(forgotten.length).toBeGreaterThan(15);
  const programs = ['api/main.js', 'worker/main.js'];
  for (const { code, said, report } of await Promise.all(programs.map((program) => death(program, given)))) {
    expect(code).not.toBe(0);
    expect(said).toContain('ended by an error that nobody caught');
    expect(said).toContain('MongoParseError');
    expect(report).toContain('"environmentVariables"');
    for (const secret of secrets) for (const text of [said, report]) expect(text.includes(secret)).toBe(false);
  }
});

test('Every setting whose name speaks of a secret is known as one', () => {
  const env = Object.fromEntries(Object.keys(settings.shape).map((name) => [name, 'x']));
  const named = Object.keys(env).filter((name) => /(KEY|KEYS|TOKEN|SECRET|MONGODB_URI|SMTP_URL|HEADERS)$/.test(name));
  forgetSecrets(env);
  expect(named.filter((name) => name in env)).toEqual([]);
});

test('The image holds no secret: it takes named folders of sources only, and is told only how Node runs and which commit it is', () => {
  const text = (name: string) => readFileSync(join(projectRoot, name), 'utf8');
  const [all, ...taken] = text('.dockerignore').trim().split('\n');
  expect(all).toBe('*');
  for (const one of taken.filter((line) => line.startsWith('!')))
    expect(one).toMatch(/^!(package(-lock)?\.json|\.npmrc|LICENSE|[a-z]+)$/);
  const set = [...text('Dockerfile').matchAll(/^(?:ENV|ARG) (.*)$/gm)].flatMap(([, line = '']) => line.split(' '));
  for (const one of set) expect(one).toMatch(/^(NODE_ENV|NODE_OPTIONS|PATH|GIT_COMMIT|BUILDER_ID)(=|$)/);
  expect(text('.npmrc')).not.toMatch(/_auth|password/i);
});

/** What may give a secret away: the whole of it, the password in an address, the private numbers of keys, the lines of a PEM. */
function parts(secret: string): string[] {
  if (secret.startsWith('{')) {
    const { keys } = JSON.parse(secret) as { keys: { d: string }[] };
    return keys.map(({ d }) => d);
  }
  if (secret.includes('-----BEGIN')) return secret.split(/\n|\\n/).filter((line) => line.length > 40);
  const password = /:\/\/[^:/]+:([^@]+)@/.exec(secret)?.[1];
  return [password ?? secret.replace(/^sandbox_/, '')];
}
