import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { type Certificate, keptCertificate } from './certificate.js';
import type { Ports } from './ports.js';

/** What other devices in the same network need: addresses that they reach, and a certificate for them, since cameras need HTTPS. */
export interface Lan {
  suretyUrl: string;
  devUrl: string;
  certificate: Certificate;
}

/**
 * This machine's IPv4 address in its network; a private one before others.
 * @param wanted an address to take instead, for machines with several
 * @throws Error where there is none
 */
export function lanAddress(
  wanted?: string,
  interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): string {
  if (wanted) return wanted;
  const found = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .map(({ address }) => address);
  const address = found.find(isPrivate) ?? found[0];
  if (!address)
    throw new Error('This machine has no address in a network. Join one, or name an address by LAN_ADDRESS.');
  return address;
}

/** RFC 1918. */
const isPrivate = (address: string): boolean => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);

/** @param dataDir where the certificate is kept, so that a phone has to trust it once only */
export async function prepareLan(dataDir: string, ports: Ports, wanted?: string): Promise<Lan> {
  const address = lanAddress(wanted);
  return {
    suretyUrl: `https://${address}:${ports.TLS_PORT}`,
    devUrl: `https://${address}:${ports.DEV_TLS_PORT}`,
    certificate: await keptCertificate(join(dataDir, 'lan'), address),
  };
}
