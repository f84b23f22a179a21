import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installPackages } from './install.mjs';
import { root } from './root.mjs';

installPackages();
const { findChromium } = await import('./servers/find-chromium.mjs');
const { findMongo } = await import('./servers/find-mongo.mjs');
const { findTemporal, findTemporalTestServer } = await import('./servers/find-temporal.mjs');
const { buildAll } = await import('./build.mjs');

// Everything that is missing is fetched before Jest starts, where its messages can be seen.
if (!process.env.MONGODB_URI) await findMongo();
await findTemporal();
await findTemporalTestServer();
await findChromium();
await buildAll();

const jest = join(root, 'node_modules/jest/bin/jest.js');
const NODE_OPTIONS = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--no-warnings'].filter(Boolean).join(' ');
const child = spawn(process.execPath, [jest, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS, NODE_ENV: 'test' },
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => process.exit(code ?? 1));
