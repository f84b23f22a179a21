import { join } from 'node:path';
import { packSdk } from './build/sdk.mjs';
import { root } from './root.mjs';

/** `npm run sdk`: the SDK's package, ready for `npm publish FILE`. */
console.log(await packSdk(join(root, '.cache/sdk')));
