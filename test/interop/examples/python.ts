import { join } from 'node:path';
import { pythonPackages } from '../python.js';
import type { Suite } from '../suite.js';
import { examplePortal } from './portal.js';

const portal = examplePortal('example-python', 4391);

/** The guide's Python example, on Authlib. */
export const suite: Suite = {
  about: 'the guide’s example in Python, on Authlib',
  partners: (devUrl) => [portal.partner(devUrl)],
  async run(product) {
    const bin = await pythonPackages('authlib', ['authlib==1.9.9', 'requests==2.34.2']);
    portal.write('python', 'portal.py');
    await portal.tryIt(product, join(bin, 'python3'), ['portal.py']);
  },
};
