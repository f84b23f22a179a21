import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installPackages } from './install.mjs';
import { root } from './root.mjs';

// npm run -s evidence -- …: standard output belongs to the results, so whatever is installed or built first says so elsewhere.
console.log = console.error;
installPackages();
const { alone } = await import('./build/alone.mjs');
await alone(async () => {
  const { buildCode } = await import('./build/code.mjs');
  const { stop } = await import('esbuild');
  await buildCode();
  await stop();
});

const program = join(root, 'dist/evidence/command/main.js');
const child = spawn(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => process.exit(code ?? 1));
