import ipaddr from 'ipaddr.js';

/**
 * The addresses that stand for whoever asks: of IPv4 the address and its /24; of IPv6 its /64, since a household or a server has that many,
 * and the /48 around it.
 */
export function networkOf(ip: string): { address: string; network: string } {
  if (!ipaddr.isValid(ip)) return { address: ip, network: ip };
  const parsed = ipaddr.process(ip);
  const within = (bits: number) => {
    const kind = parsed.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
    return `${kind.networkAddressFromCIDR(`${parsed}/${bits}`)}/${bits}`;
  };
  return parsed.kind() === 'ipv4'
    ? { address: parsed.toString(), network: within(24) }
    : { address: within(64), network: within(48) };
}
