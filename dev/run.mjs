import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installPackages } from './install.mjs';
import { root } from './root.mjs';

// node dev/run.mjs PROGRAM …: makes sure that everything is there, then runs a built program that starts the product itself.
installPackages();
const { findMongo } = await import('./servers/find-mongo.mjs');
const { findTemporal } = await import('./servers/find-temporal.mjs');
const { buildAll } = await import('./build.mjs');

await findMongo();
await findTemporal();
await buildAll();

const [program = '', ...args] = process.argv.slice(2);
const child = spawn(process.execPath, [join(root, 'dist', program), ...args], { cwd: root, stdio: 'inherit' });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => process.exit(code ?? 1));
