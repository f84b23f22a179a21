import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { smtpTransport } from '../../activities/messages/smtp.js';
import { projectRoot } from '../../platform/root.js';

/** What opens connections, and whose word says where to. An address that somebody else chose is asked by `platform/network/safe-fetch.ts` only. */
const opens: Record<string, string> = {
  'activities/gp-system/client.ts': 'setting GP_SYSTEM_URL',
  'activities/messages/calls.ts': 'setting of the voice transport',
  'activities/messages/smtp.ts': 'setting SMTP_URL',
  'activities/pds/request.ts': 'setting PDS_URL',
  'activities/pds/token.ts': 'setting of PDS',
  'platform/kms/ask.ts': 'settings of the key service',
  'platform/kms/aws-credentials.ts': 'where AWS gives a machine its credentials',
  'platform/network/safe-fetch.ts': 'partners, after each address was checked',
  'platform/temporal/worker-metrics.ts': 'this machine',
  'ui/casework/staff-issuer.ts': 'setting STAFF_ISSUER',
};

test('No connection is opened to where a stranger says but by the one function that checks addresses', () => {
  const found: string[] = [];
  for (const room of [
    'activities',
    'api',
    'command',
    'platform',
    'store',
    'ui',
    'worker',
    'workflows',
    'evidence',
    'domain',
  ]) {
    for (const file of readdirSync(join(projectRoot, room), { recursive: true, encoding: 'utf8' })) {
      const path = posix.join(room, file);
      // Scripts of pages ask their own site; their policy allows no other.
      if (!file.endsWith('.ts') || /\.(test|browser)\.ts$/.test(file) || path === 'ui/layout/timeout.ts') continue;
      const text = readFileSync(join(projectRoot, path), 'utf8').replace(/^\s*(\*|\/\/|\/\*).*$/gm, '');
      if (
        /(?<![\w.])fetch\(|requestHttps?\b|https?\.(get|request)\(|createTransport|from 'openid-client'|net\.connect/.test(
          text,
        )
      )
        found.push(path);
    }
  }
  expect(found.sort()).toEqual(Object.keys(opens));
});

let server: SMTPServer;
const came: { to: string[]; mail: ParsedMail }[] = [];
beforeAll(async () => {
  server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
    onData(stream, { envelope }, done) {
      void simpleParser(stream).then((mail) => {
        came.push({ to: envelope.rcptTo.map(({ address }) => address), mail });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

test('Nothing in a message makes another header of it, nor another recipient', async () => {
  const { port } = server.server.address() as { port: number };
  const transport = smtpTransport({ url: `smtp://127.0.0.1:${port}`, from: 'Surety <no-reply@surety.example>' });
  const plain = { key: 'k', kind: 'test', subject: 'Hello', text: 'x', html: '<p>x</p>' };
  const strange = [
    { to: 'a@example.com\r\nBcc: all@evil.example' },
    { to: 'a@example.com, all@evil.example' },
    { to: 'a@example.com>\r\nRCPT TO:<all@evil.example' },
    { subject: 'Hello\r\nBcc: all@evil.example' },
    { subject: 'Hello\r\n\r\n<script>' },
    { file: { name: 'a.csv"\r\nX-Planted: 1', type: 'text/csv', text: 'x' } },
  ];
  for (const change of strange) {
    await transport.send({ to: 'a@example.com', ...plain, ...change } as never).catch(() => undefined);
  }
  expect(came.length).toBeGreaterThanOrEqual(3);
  for (const { to, mail } of came) {
    expect(to).toHaveLength(1);
    expect(to[0]).not.toMatch(/^all@/);
    expect([mail.headers.has('bcc'), mail.headers.has('x-planted'), mail.cc]).toEqual([false, false, undefined]);
  }
});
