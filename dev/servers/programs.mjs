import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @param {string[]} names in order of preference
 * @returns {string | undefined} the first that is on PATH
 */
export function onPath(names) {
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = join(folder, name);
      if (isExecutable(file)) return file;
    }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Whether a program starts at all: a download can lack a library, a stub can only tell how to install the real one.
 * @param {string} path
 * @param {string[]} args that make it answer and end
 * @param {number} status with which it then ends
 */
export const answers = (path, args = ['--version'], status = 0) =>
  spawnSync(path, args, { stdio: 'ignore', timeout: 20_000 }).status === status;

/**
 * Runs a program to its end, its output shown.
 * @param {string} path
 * @param {string[]} args
 * @param {number} seconds after which it is stopped
 * @param {Record<string, string>} [env]
 * @returns {boolean} whether it succeeded in time
 */
export const succeeds = (path, args, seconds, env) =>
  spawnSync(path, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: seconds * 1000,
    env: { ...process.env, ...env },
  }).status === 0;
