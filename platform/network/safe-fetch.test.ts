import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSafeFetch, type TargetError } from './safe-fetch.js';
import { isPublicAddress, parseNetworks } from './target-networks.js';

const loopback = parseNetworks('127.0.0.0/8, ::1/128') ?? [];
let server: Server;
let port: number;
let answer: RequestListener;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((req, res) => {
    asked.push(`${req.method} ${req.headers.host} ${req.url}`);
    answer(req, res);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  asked.length = 0;
  answer = (_req, res) => void res.end('fine');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: TargetError) => error.problem,
  );
const local = (path = '/') => `http://localhost:${port}${path}`;
const here = { privateTargets: loopback, resolve: async () => [{ address: '127.0.0.1', family: 4 }] };

describe('an address that a stranger chose', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.0.170',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
    '::1',
    '::',
    '::127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:0:1::',
    'fe80::1',
    'fec0::1',
    'fd00::1',
    'ff02::1',
    '2001:db8::1',
    '4000::1',
    'nonsense',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '93.184.215.14', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ['https://127.0.0.1/', 'target_private'],
    ['https://[::1]/', 'target_private'],
    ['https://0x7f.1/', 'target_private'],
    ['https://2130706433/', 'target_private'],
    ['https://[::ffff:169.254.169.254]/latest/meta-data', 'target_private'],
    ['https://localhost/', 'target_private'],
    ['http://example.com/', 'target_not_https'],
    ['http://localhost/', 'target_not_https'],
    ['ftp://example.com/', 'target_not_valid'],
    ['https://user:secret@example.com/', 'target_not_valid'],
    ['nowhere', 'target_not_valid'],
  ])('%s is refused', async (address, problem) => {
    const resolve = async (host: string) => [
      { address: host === 'localhost' ? '127.0.0.1' : host === 'example.com' ? '93.184.215.14' : host, family: 4 },
    ];
    expect(await problemOf(createSafeFetch({ resolve })(address))).toBe(problem);
  });

  it('is refused where but one of its addresses is private', async () => {
    const resolve = async () => [
      { address: '93.184.215.14', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    expect(await problemOf(createSafeFetch({ resolve })('https://two.example/'))).toBe('target_private');
  });

  it('in a network that the operator named is taken, and no other one; without TLS only by the name of localhost', async () => {
    const named = createSafeFetch({ privateTargets: parseNetworks('10.20.0.0/16') });
    expect(await problemOf(named('https://10.21.0.1/'))).toBe('target_private');
    expect(await problemOf(named('http://10.20.0.1/'))).toBe('target_not_https');
    expect(parseNetworks('10.20.0.0/16,nonsense')).toBeUndefined();
  });
});

describe('the request', () => {
  it('goes to the address that was checked: the name is asked for once', async () => {
    let times = 0;
    const resolve = async () => [{ address: ++times === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    const safeFetch = createSafeFetch({ privateTargets: loopback, resolve });
    const got = await safeFetch(`http://partner.localhost:${port}/hook?x=1`, { method: 'POST', body: 'a=ü' });
    expect(await got.text()).toBe('fine');
    expect(asked).toEqual([`POST partner.localhost:${port} /hook?x=1`]);
    expect(times).toBe(1);
  });

  it('follows no redirect', async () => {
    answer = (_req, res) => void res.writeHead(302, { location: local('/secret') }).end();
    const got = await createSafeFetch(here)(local());
    expect(got.status).toBe(302);
    expect(asked).toHaveLength(1);
  });

  it('takes a long answer for none, and knows answers without a body', async () => {
    answer = (_req, res) => void res.end('x'.repeat(3_000));
    expect(await problemOf(createSafeFetch({ ...here, maxBytes: 2_000 })(local()))).toBe('answer_too_large');
    answer = (_req, res) => void res.writeHead(204).end();
    expect((await createSafeFetch(here)(local())).status).toBe(204);
  });

  it('ends in time, whether the name or the answer does not come', async () => {
    answer = (_req, res) => void res.write('slowly');
    expect(await problemOf(createSafeFetch({ ...here, timeoutMs: 50 })(local()))).toBe('target_timeout');
    const never = () => new Promise<never>(() => {});
    expect(await problemOf(createSafeFetch({ resolve: never, timeoutMs: 20 })('https://x.example/'))).toBe(
      'target_timeout',
    );
  });

  it('says that nobody answers, or that there is no such name', async () => {
    answer = (req) => void req.socket.destroy();
    expect(await problemOf(createSafeFetch(here)(local()))).toBe('target_unreachable');
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await problemOf(createSafeFetch({ resolve })('https://x.example/'))).toBe('target_not_found');
  });
});
