import { expect, test } from '@jest/globals';
import { velocityLimits, velocitySignals } from './velocity.js';

test('A family on one device is no sign; many accounts are a weak one, a crowd a strong one; a network never is', () => {
  const { device, network } = velocityLimits;
  expect(velocitySignals({ device: device.weak - 1, network: network.weak - 1 })).toEqual([]);
  expect(velocitySignals({ device: device.weak, network: 1_000 })).toEqual([
    { code: 'velocity_device', strength: 'weak' },
    { code: 'velocity_network', strength: 'weak' },
  ]);
  expect(velocitySignals({ device: device.strong, network: 0 })).toEqual([
    { code: 'velocity_device', strength: 'strong' },
  ]);
});
