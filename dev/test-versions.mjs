import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/**
 * The tests on each version of Node that Surety says it runs on. `npm run test:versions -- 22 24` takes those versions only; what follows `--`
 * goes to Jest: `npm run test:versions -- 24 -- store`.
 */
const supported = ['20', '22', '24'];

const [given, ofJest] = split(process.argv.slice(2));
const unknown = given.filter((version) => !supported.includes(version));
if (unknown.length > 0) {
  console.error(`Surety is not tested on Node ${unknown.join(', ')}: ${supported.join(', ')}`);
  process.exit(2);
}

/** @type {string[]} */
const failed = [];
for (const version of given.length > 0 ? given : supported) {
  const folder = await nodeOf(version);
  console.log(`\nNode ${version}: ${folder}`);
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  const status = await run(join(folder, 'node'), [join(root, 'dev/test.mjs'), ...ofJest], { env });
  if (status !== 0) failed.push(version);
}
console.log(failed.length === 0 ? 'The tests pass on all of them.' : `The tests fail on Node ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);

/**
 * The folder of the newest Node of a major version. npm has each platform's as a package of its own, which needs no install script.
 * @param {string} version
 */
async function nodeOf(version) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const prefix = join(root, '.cache/node', version);
  const folder = join(prefix, 'node_modules', name, 'bin');
  if (existsSync(join(folder, 'node'))) return folder;
  mkdirSync(prefix, { recursive: true });
  const words = ['install', '--prefix', prefix, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  if ((await run('npm', [...words, `${name}@${version}`])) !== 0)
    throw new Error(`npm could not fetch ${name}@${version}`);
  return folder;
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} the exit status
 */
function run(program, args, options = {}) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
}

/**
 * @param {string[]} args
 * @returns {[string[], string[]]}
 */
function split(args) {
  const at = args.indexOf('--');
  return at < 0 ? [args, []] : [args.slice(0, at), args.slice(at + 1)];
}
