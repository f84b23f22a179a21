import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { keptCertificate } from './certificate.js';
import { lanAddress } from './lan.js';
import { startTlsProxy } from './tls-proxy.js';

const folder = mkdtempSync(join(tmpdir(), 'surety-lan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const card = (address: string, more = {}) => ({ address, family: 'IPv4', internal: false, ...more }) as never;

describe('a start for phones in the same network', () => {
  test('takes the address that they reach: a private one before others, never this machine’s own', () => {
    const cards = {
      lo: [card('127.0.0.1', { internal: true })],
      vpn: [card('100.64.0.1')],
      wifi: [card('192.168.1.20')],
    };
    expect(lanAddress(undefined, cards)).toBe('192.168.1.20');
    expect(lanAddress('10.0.0.9', cards)).toBe('10.0.0.9');
    expect(lanAddress(undefined, { vpn: [card('100.64.0.1')] })).toBe('100.64.0.1');
    const none = {
      lo: [card('127.0.0.1', { internal: true })],
      usb: [card('169.254.3.4'), card('fe80::1', { family: 'IPv6' })],
    };
    expect(() => lanAddress(undefined, none)).toThrow('LAN_ADDRESS');
  });

  test('keeps its certificate, which a phone has to be told to trust, as long as the address is the same', async () => {
    const first = await keptCertificate(folder, '192.168.1.20');
    expect(await keptCertificate(folder, '192.168.1.20')).toEqual(first);
    const { subjectAltName, validFrom, validTo } = new X509Certificate(first.cert);
    expect(subjectAltName).toBe('IP Address:192.168.1.20, IP Address:127.0.0.1, DNS:localhost');
    expect((Date.parse(validTo) - Date.parse(validFrom)) / 86_400_000).toBeLessThan(398);
    const moved = await keptCertificate(folder, '192.168.1.21');
    expect(moved.cert).not.toBe(first.cert);
  });

  test('passes requests on as they are, says whom they come from, and outlives the server behind', async () => {
    const behind = createServer((req, res) => {
      res.setHeader('set-cookie', ['a=1', 'b=2']);
      req.pipe(res.writeHead(418, { from: String(req.headers['x-forwarded-for']), host: String(req.headers.host) }));
    }).listen(0, 'localhost');
    await once(behind, 'listening');
    const certificate = await keptCertificate(folder, '192.168.1.20');
    const proxy = await startTlsProxy(certificate, 0, (behind.address() as AddressInfo).port);
    const ask = async () => {
      const headers = { 'x-forwarded-for': '6.6.6.6', host: 'there.test' };
      const asked = request({
        host: 'localhost',
        port: proxy.port,
        method: 'POST',
        ca: certificate.cert,
        servername: 'localhost',
        headers,
      });
      asked.end('hello');
      const [answer] = await once(asked, 'response');
      let body = '';
      for await (const part of answer) body += part;
      return { status: answer.statusCode, headers: answer.headers, body };
    };
    const { status, headers, body } = await ask();
    expect([status, body, headers.host, headers['set-cookie']]).toEqual([418, 'hello', 'there.test', ['a=1', 'b=2']]);
    expect(headers.from).toMatch(/^(::1|127\.0\.0\.1|::ffff:127\.0\.0\.1)$/);
    behind.closeAllConnections();
    await new Promise((resolve) => behind.close(resolve));
    expect((await ask()).status).toBe(502);
    await proxy.close();
  });
});
