import type { Signal } from './signals.js';

/**
 * Accounts that begin a verification from one place in a day, from which on it is a sign of fraud. A family shares a device, a library or
 * a hospital a network: the limits leave room for them. A network is never a strong sign: behind a proxy that hides addresses, or a carrier's
 * gateway, everybody comes from one.
 */
export const velocityLimits = {
  device: { weak: 5, strong: 10 },
  network: { weak: 50, strong: Number.POSITIVE_INFINITY },
} as const;

export type VelocityKind = keyof typeof velocityLimits;

/** @param accounts different accounts of that day, this one included */
export function velocitySignals(accounts: Readonly<Record<VelocityKind, number>>): Signal[] {
  return (['device', 'network'] as const).flatMap((kind): Signal[] => {
    const { weak, strong } = velocityLimits[kind];
    if (accounts[kind] < weak) return [];
    return [{ code: `velocity_${kind}`, strength: accounts[kind] >= strong ? 'strong' : 'weak' }];
  });
}

/** The part of an address that one connection keeps: 24 bits of IPv4, 48 of IPv6. */
export function networkOf(address: string): string {
  const v4 = /(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)?.[1];
  if (v4) return v4;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head.split(':').filter(Boolean);
  const filled = tail === undefined ? groups : [...groups, '0', '0', '0'];
  return filled
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
