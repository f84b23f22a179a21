import ipaddr from 'ipaddr.js';

/** A network, as ipaddr.js has it: its first address, and how many bits name it. */
export type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Reads a list such as `10.20.0.0/16, fd00::/8`. @returns undefined where a part is no network. */
export function parseNetworks(text: string): Network[] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  return parts.every((part) => ipaddr.isValidCIDR(part)) ? parts.map((part) => ipaddr.parseCIDR(part)) : undefined;
}

/**
 * What may lie in a range that counts as public and is nobody's website: the address at which Azure's machines find their host, which
 * answers with credentials.
 */
const neverPublic = ['168.63.129.16/32'].map((text) => ipaddr.parseCIDR(text));

/** Everything that is handed out for the public internet (RFC 4291 §2.4, IANA's registry of unicast addresses). */
const publicIpv6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address is a public one: not this machine, not a private or link-local network, not multicast, and none of the ranges through
 * which such an address can be written as another (mapped, translated and tunnelled ones).
 */
export function isPublicAddress(text: string): boolean {
  const address = parse(text);
  if (address?.range() !== 'unicast') return false;
  if (address.kind() === 'ipv6' && !address.match(publicIpv6)) return false;
  return !inNetworks(text, neverPublic);
}

/** Whether an address, mapped ones as what they stand for, lies in one of the networks. */
export function inNetworks(text: string, networks: readonly Network[]): boolean {
  const address = parse(text);
  return (
    Boolean(address) && networks.some(([first, bits]) => address?.kind() === first.kind() && address.match(first, bits))
  );
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
}
