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
