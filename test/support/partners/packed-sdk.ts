import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from '../../../dev/build/alone.mjs';
import { digest, filesBelow } from '../../../dev/build/files.mjs';
import { packSdk } from '../../../dev/build/sdk.mjs';
import { projectRoot } from '../../../platform/root.js';

/**
 * The SDK as a partner gets it: packed, and unpacked into a folder of its own, where `@surety/sdk` is found by its name.
 * Made anew only where its sources changed.
 * @returns the folder, which a partner's project may lie in
 */
export async function packedSdk(): Promise<string> {
  const sources = filesBelow(['sdk'], (path) => !path.startsWith('sdk/dist/') && !path.endsWith('.test.ts'));
  const home = join(projectRoot, '.cache/sdk', digest([...sources, 'dev/build/sdk.mjs']).slice(0, 16));
  await alone(async () => {
    if (existsSync(home)) return;
    const making = `${home}.making`;
    rmSync(making, { recursive: true, force: true });
    const to = join(making, 'node_modules/@surety');
    mkdirSync(to, { recursive: true });
    execFileSync('tar', ['-xzf', await packSdk(making), '-C', to]);
    renameSync(join(to, 'package'), join(to, 'sdk'));
    renameSync(making, home);
  });
  return home;
}

type Sdk = typeof import('../../../sdk/index.js');
type SdkExpress = typeof import('../../../sdk/express/index.js');

/** The packed SDK's modules, as a partner's program imports them. */
export async function importSdk(): Promise<Sdk & SdkExpress> {
  const dist = join(await packedSdk(), 'node_modules/@surety/sdk/dist');
  return {
    ...((await import(`${dist}/index.js`)) as Sdk),
    ...((await import(`${dist}/express/index.js`)) as SdkExpress),
  };
}
