import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../root.mjs';
import { licences, scriptsNotRun, toldElsewhere } from './policy.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, license?: string, dev?: boolean, link?: boolean, hasInstallScript?: boolean, resolved?: string }} Locked
 * @typedef {{ packages: Record<string, Locked> }} Lock
 */

/** @param {string} path `node_modules/a/node_modules/@b/c` */
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/**
 * What is wrong with what is locked: no hash of its bytes, from elsewhere than a registry, a licence that may not be shipped, a script
 * that nobody has looked at.
 * @param {Lock} lock
 * @returns {string[]}
 */
export function wrongInLock({ packages }) {
  return Object.entries(packages).flatMap(
    ([path, { version, integrity, license, dev, link, hasInstallScript, resolved }]) => {
      if (path === '' || link) return [];
      const name = nameOf(path);
      const known = license ?? toldElsewhere[name];
      return [
        ...(integrity ? [] : [`${name}@${version} is locked without a hash`]),
        // What comes from a registry is locked without its address.
        ...(resolved ? [`${name}@${version} comes from ${resolved}`] : []),
        ...(dev || isAllowed(known) ? [] : [`${name}@${version} has the licence ${known ?? '(none told)'}`]),
        ...(hasInstallScript && !scriptsNotRun[name]
          ? [`${name}@${version} wants to run a script when it is installed`]
          : []),
      ];
    },
  );
}

/**
 * An SPDX expression: of `OR` one is enough, of `AND` all are needed.
 * @param {string | undefined} expression
 * @returns {boolean}
 */
export function isAllowed(expression = '') {
  const all = (/** @type {string} */ part) =>
    part.split(/ AND /).every((one) => licences.includes(one.replace(/[()]/g, '').trim()));
  return expression.split(/ OR /).some(all);
}

/**
 * What is installed otherwise than it is locked. `npm ci` would refuse a lock file that lacks builds for other platforms; this holds what
 * `npm install` did to the same.
 * @param {Lock} lock
 * @param {Lock} installed `node_modules/.package-lock.json`
 * @returns {string[]}
 */
export function notAsLocked(lock, installed) {
  return Object.entries(installed.packages).flatMap(([path, { version, integrity, link }]) => {
    const locked = lock.packages[path];
    if (link) return [];
    if (!locked) return [`${path}@${version} is installed and not locked`];
    if (locked.version !== version) return [`${path}@${version} is installed, ${locked.version} is locked`];
    return integrity && locked.integrity !== integrity ? [`${path}@${version} has other bytes than were locked`] : [];
  });
}

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lock = read('package-lock.json');
  const installed = 'node_modules/.package-lock.json';
  const wrong = [
    ...wrongInLock(lock),
    ...(existsSync(join(root, installed)) ? notAsLocked(lock, read(installed)) : []),
  ];
  for (const line of wrong) console.error(line);
  process.exit(wrong.length > 0 ? 1 : 0);
}
