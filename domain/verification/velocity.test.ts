import { expect, test } from '@jest/globals';
import { networkOf, velocityLimits, velocitySignals } from './velocity.js';

test.each([
  ['198.51.100.7', '198.51.100'],
  ['::ffff:198.51.100.9', '198.51.100'],
  ['2001:db8:12:3::5', '2001:db8:12'],
  ['2001:0DB8:0012:3:4:5:6:7', '2001:db8:12'],
  ['2001:db8::5', '2001:db8:0'],
  ['::1', '0:0:0'],
])('The network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

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
