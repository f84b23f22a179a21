import { once } from 'node:events';
import { createSecureServer, type Http2SecureServer, type IncomingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NativeConnection } from '@temporalio/worker';
import { generate } from 'selfsigned';
import { connectTemporal } from './client.js';
import { type TemporalAddress, temporalConnection, whyRefused } from './connection.js';

type Pair = { cert: string; private: string };

/** An authority, and what it signs. */
async function authority(name: string) {
  const own = { keyType: 'ec', algorithm: 'sha256' } as const;
  const ca = await generate([{ name: 'commonName', value: name }], {
    ...own,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const sign = (host: string): Promise<Pair> =>
    generate([{ name: 'commonName', value: host }], {
      ...own,
      ca: { key: ca.private, cert: ca.cert },
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
        { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
      ],
    });
  return { cert: ca.cert, sign };
}

type Authority = Awaited<ReturnType<typeof authority>>;
let [ours, others] = [] as unknown as [Authority, Authority];
let [known, stranger] = [] as unknown as [Pair, Pair];
let server: Http2SecureServer;
let asked: IncomingHttpHeaders[];
const apiKey = 'the key of Temporal Cloud';

/** As much of Temporal as a handshake needs: mutual TLS, an API key, and an empty answer to whoever has both. */
beforeAll(async () => {
  [ours, others] = [await authority('ours'), await authority('others')];
  const own = await ours.sign('localhost');
  [known, stranger] = [await ours.sign('surety'), await others.sign('surety')];
  const trusting = { ca: ours.cert, requestCert: true, rejectUnauthorized: true };
  server = createSecureServer({ key: own.private, cert: own.cert, ...trusting }).listen(0, 'localhost');
  server.on('stream', (stream, headers) => {
    asked.push(headers);
    const status = headers.authorization === `Bearer ${apiKey}` ? '0' : '16';
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': status }));
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.end(status === '0' ? Buffer.alloc(5) : '');
  });
  await once(server, 'listening');
});
afterAll(() => void server.close());
beforeEach(() => {
  asked = [];
});

const settings = (more: Partial<TemporalAddress> = {}): TemporalAddress => ({
  temporalAddress: `localhost:${(server.address() as AddressInfo).port}`,
  ...{ temporalTls: true, temporalApiKey: apiKey },
  ...{ temporalTlsCa: ours.cert, temporalTlsCert: known.cert, temporalTlsKey: known.private },
  ...more,
});

/** What the client of api and command comes to with these settings. */
async function asks(config: TemporalAddress): Promise<unknown> {
  const { client, close } = connectTemporal({
    ...config,
    temporalNamespace: 'default',
    payloadKey: [new Uint8Array(32)],
  });
  try {
    await client.withDeadline(Date.now() + 500, () => client.workflowService.getSystemInfo({}));
    return 'answered';
  } catch (error) {
    return await whyRefused(config, error);
  } finally {
    await close();
  }
}

describe('Temporal over TLS', () => {
  test('is asked by client and worker with the certificate and the API key', async () => {
    expect(await asks(settings())).toBe('answered');
    await (await NativeConnection.connect(temporalConnection(settings()))).close();
    expect(asked.map(({ authorization }) => authorization)).toContain(`Bearer ${apiKey}`);
    expect(asked.length).toBeGreaterThan(1);
  });

  test('is asked nothing by whoever it is not shown to be Temporal to, or who it does not take; the setting is named', async () => {
    expect(await asks(settings({ temporalTlsCa: others.cert }))).toMatch(/^TEMPORAL_TLS_CA/);
    const why = (more: Partial<TemporalAddress>) => whyRefused(settings(more), new Error('as the SDK says it'));
    expect(await why({ temporalTlsCa: undefined })).toMatch(/^TEMPORAL_TLS_CA/);
    const unknown = { temporalTlsCert: stranger.cert, temporalTlsKey: stranger.private };
    expect(await why(unknown)).toMatch(/^TEMPORAL_TLS_CERT/);
    expect(await why({ temporalTlsCert: undefined })).toMatch(/^TEMPORAL_TLS_CERT/);
    const elsewhere = settings().temporalAddress.replace('localhost', '127.0.0.1');
    expect(await why({ temporalAddress: elsewhere })).toMatch(/^TEMPORAL_ADDRESS/);
    expect(await why({})).toBeUndefined();
    expect(asked).toEqual([]);
    await expect(
      NativeConnection.connect(temporalConnection(settings({ temporalTlsCa: others.cert }))),
    ).rejects.toThrow();
    expect(asked).toEqual([]);
  });

  test('that does not know the API key has it named', async () => {
    expect(await asks(settings({ temporalApiKey: 'another' }))).toMatch(/^TEMPORAL_API_KEY/);
  });
});
