import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { installPackages } from './install.mjs';
import { root } from './root.mjs';
import { filesThatFailed, merged, mostTriedAgain } from './test-results.mjs';

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM'];

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
const chosen = process.argv.slice(2);
const results = join(root, '.cache/test-results.json');

rmSync(results, { force: true });
let status = await run([...chosen, '--json', `--outputFile=${results}`]);
const first = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : undefined;
const failed = filesThatFailed(first);
// A few files of hundreds are tried once more, on a new database and an idle machine: what is broken fails again, and
// what failed first stays printed above.
if (status !== 0 && failed.length > 0 && failed.length <= mostTriedAgain) {
  console.error(`\nOnce more: ${failed.map((file) => relative(root, file)).join(', ')}\n`);
  const again = `${results}.again`;
  status = await run(['--json', `--outputFile=${again}`, '--runTestsByPath', ...failed]);
  if (existsSync(again)) writeFileSync(results, JSON.stringify(merged(first, JSON.parse(readFileSync(again, 'utf8')))));
  rmSync(again, { force: true });
}
process.exit(status);

/** @param {string[]} args @returns {Promise<number>} */
async function run(args) {
  const child = spawn(process.execPath, [jest, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS, NODE_ENV: 'test' },
  });
  const stop = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, stop);
  const [code] = await once(child, 'exit');
  for (const signal of signals) process.off(signal, stop);
  return code ?? 1;
}
