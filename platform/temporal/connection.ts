import { connect } from 'node:tls';
import { isGrpcServiceError } from '@temporalio/client';
import type { CommonConfig } from '../settings/config.js';

/** Where Temporal is, and how it knows us. */
export type TemporalAddress = Pick<CommonConfig, 'temporalAddress' | 'temporalTls' | 'temporalApiKey'> &
  Partial<Pick<CommonConfig, 'temporalTlsCa' | 'temporalTlsCert' | 'temporalTlsKey'>>;

/** The connection settings that a client and a worker share. */
export function temporalConnection(config: TemporalAddress) {
  const { temporalAddress: address, temporalApiKey: apiKey, temporalTlsCa, temporalTlsCert, temporalTlsKey } = config;
  const ownCa = temporalTlsCa ? { serverRootCACertificate: Buffer.from(temporalTlsCa) } : {};
  const pair =
    temporalTlsCert && temporalTlsKey
      ? { clientCertPair: { crt: Buffer.from(temporalTlsCert), key: Buffer.from(temporalTlsKey) } }
      : {};
  return { address, tls: config.temporalTls && { ...ownCa, ...pair }, apiKey };
}

/** gRPC: who asks is not known. */
const unauthenticated = 16;

/**
 * Why Temporal does not take us, by the setting that it is about: what the SDK says of a handshake that failed names none. A handshake is made
 * once more to find it out.
 * @param error what the SDK said
 * @returns undefined where it is nothing of TLS or the API key: it does not answer, or not now
 */
export async function whyRefused(config: TemporalAddress, error: unknown): Promise<string | undefined> {
  const cause = error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : error;
  if (isGrpcServiceError(cause) && Number(cause.code) === unauthenticated) {
    return 'TEMPORAL_API_KEY: Temporal does not know it';
  }
  if (!config.temporalTls) return undefined;
  const came = await handshake(config);
  if (came === 'closed' || came.startsWith('ERR_SSL_TLSV1')) {
    return 'TEMPORAL_TLS_CERT: Temporal does not take it, or wants one';
  }
  if (came === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'TEMPORAL_ADDRESS: the certificate there is for another name';
  if (came === 'CERT_HAS_EXPIRED') return 'TEMPORAL_ADDRESS: the certificate there has expired';
  if (came.startsWith('ERR_SSL')) return 'TEMPORAL_TLS: what answers there speaks no TLS';
  if (/CERT|SIGNATURE/.test(came)) return 'TEMPORAL_TLS_CA: it did not sign the certificate of Temporal';
  return undefined;
}

const patience = 3_000;

/**
 * Makes a handshake with these settings. A client's certificate is refused after it: only the server's first frame says that it was taken.
 * @returns `taken`, `closed` after the handshake, `silent`, or the code of what went wrong
 */
function handshake(config: TemporalAddress): Promise<string> {
  const { hostname: host, port } = new URL(`https://${config.temporalAddress}`);
  const { temporalTlsCa: ca, temporalTlsCert: cert, temporalTlsKey: key } = config;
  const socket = connect({ host, port: Number(port || 443), servername: host, ALPNProtocols: ['h2'], ca, cert, key });
  return new Promise<string>((resolve) => {
    socket.setTimeout(patience, () => resolve('silent'));
    socket.once('data', () => resolve('taken'));
    socket.once('error', ({ code = 'silent' }: NodeJS.ErrnoException) => resolve(code));
    socket.once('end', () => resolve('closed'));
  }).finally(() => socket.destroy());
}
