import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../root.mjs';
import { filesBelow, isServerSource } from './files.mjs';

const isPart = (/** @type {string} */ path) => isServerSource(path) && !path.startsWith('sdk/dist/');

/**
 * Makes `sdk/dist/`: the server's modules one by one, so that bundlers take only what is used; the button as one file;
 * declarations.
 */
export async function buildSdk() {
  const dist = join(root, 'sdk/dist');
  rmSync(dist, { recursive: true, force: true });
  const modules = filesBelow(['sdk'], (path) => isPart(path) && !path.startsWith('sdk/button/'));
  const common = /** @type {const} */ ({
    absWorkingDir: root,
    format: 'esm',
    logLevel: 'warning',
    legalComments: 'none',
  });
  await build({
    ...common,
    entryPoints: modules,
    outdir: 'sdk/dist',
    outbase: 'sdk',
    platform: 'neutral',
    target: 'es2022',
  });
  await build({
    ...common,
    entryPoints: ['sdk/button/surety-button.ts'],
    outfile: 'sdk/dist/button.js',
    bundle: true,
    minify: true,
    target: ['chrome90', 'firefox101', 'safari16.4'],
  });
  run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'sdk']);
}

/**
 * Builds and packs the package as it would be published.
 * @param {string} to folder
 * @returns {Promise<string>} path of the archive
 */
export async function packSdk(to) {
  await buildSdk();
  mkdirSync(to, { recursive: true });
  const told = run('npm', ['pack', './sdk', '--json', '--ignore-scripts', '--pack-destination', to]);
  return join(to, JSON.parse(told)[0].filename);
}

/**
 * @param {string} program
 * @param {string[]} words
 */
const run = (program, words) =>
  execFileSync(program, words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
