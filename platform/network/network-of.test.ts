import { expect, test } from '@jest/globals';
import { networkOf } from './network-of.js';

test.each([
  ['203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:0DB8:0012::5', '2001:db8:12::/64', '2001:db8:12::/48'],
  ['::1', '::/64', '::/48'],
  ['not an address', 'not an address', 'not an address'],
])('%s stands for %s in %s', (ip, address, network) => {
  expect(networkOf(ip)).toEqual({ address, network });
});
