import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';

/** Folders that are transpiled into `dist/`. */
export const rooms = [
  'domain',
  'evidence',
  'workflows',
  'activities',
  'api',
  'ui',
  'worker',
  'command',
  'store',
  'platform',
  // What the demo partner is made with; the package is made by sdk.mjs.
  'sdk',
  'dev',
  'bench',
  // The product as tests start it: benchmarks start it the same way.
  'test/support',
  'test/faults',
  'test/interop',
  'test/log-scan',
];

/**
 * Every file below the given folders, as paths relative to the project, sorted. Missing folders hold none.
 * @param {string[]} folders
 * @param {(path: string) => boolean} wanted
 * @returns {string[]}
 */
export function filesBelow(folders, wanted) {
  const found = [];
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) found.push(...filesBelow([path], wanted));
      else if (wanted(path)) found.push(path);
    }
  }
  return found.sort();
}

/** @param {string} path */
export const isServerSource = (path) => /\.ts$/.test(path) && !/\.(test|browser|d)\.ts$/.test(path);

/** @param {string} path */
export const isBrowserEntry = (path) => path.endsWith('.browser.ts');

/**
 * A digest over names and contents: equal digests mean that nothing has to be built again.
 * @param {string[]} paths relative to the project; a missing file counts as empty
 * @returns {string}
 */
export function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    hash.update(`${path}\0`);
    if (existsSync(join(root, path))) hash.update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/**
 * Eight hex digits of a content's SHA-256, for file names that may be cached for ever.
 * @param {string | Uint8Array} content
 */
export const shortHash = (content) => createHash('sha256').update(content).digest('hex').slice(0, 8);
