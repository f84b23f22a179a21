import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages } from './install.mjs';
import { root } from './root.mjs';

const known = ['--fresh', '--lan'];
const unknown = process.argv.slice(2).filter((argument) => !known.includes(argument));
if (unknown.length > 0) {
  console.error(
    `There is no option ${unknown.join(' ')}. There are: ${known.map((one) => `npm start -- ${one}`).join(', ')}`,
  );
  process.exit(2);
}

try {
  installPackages();
  console.log('Building …');
  const { buildAll } = await import('./build.mjs');
  await buildAll();
  const lan = process.argv.includes('--lan');
  const { up, portsOfStart, dataDir } = await import(pathToFileURL(join(root, 'dist/dev/up.js')).href);
  if (process.argv.includes('--fresh')) {
    // Whatever runs would lose its data.
    await portsOfStart({ lan });
    console.log(`Beginning anew: emptying ${dataDir}`);
    rmSync(dataDir, { recursive: true, force: true });
  }
  await up({ lan });
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
