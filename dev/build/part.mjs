import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { digest, filesBelow } from './files.mjs';
import { remember, remembered } from './memory.mjs';

const tools = () => filesBelow(['dev/build'], () => true).concat('dev/build.mjs', 'package-lock.json');

/**
 * Runs one part of the build, unless everything it was made from is as it was.
 * @param {string} name
 * @param {string[]} inputs paths relative to the project, found before the part runs
 * @param {() => Promise<{ outputs: Record<string, string>, inputs?: string[] }>} make
 *   answers logical names → paths in `dist/`, and inputs that only making it could tell (imports of a bundle)
 * @returns {Promise<Record<string, string>>} the outputs
 */
export async function part(name, inputs, make) {
  const before = remembered(name);
  const known = (/** @type {string[]} */ more) => [...new Set([...inputs, ...more, ...tools()])].sort();
  if (before && before.digest === digest(known(before.inputs))) return before.outputs;
  const made = await make();
  for (const stale of Object.values(before?.outputs ?? {})) {
    if (Object.values(made.outputs).includes(stale)) continue;
    for (const ending of ['', '.br', '.gz', '.map']) rmSync(join(root, 'dist', stale + ending), { force: true });
  }
  remember(name, { digest: digest(known(made.inputs ?? [])), inputs: made.inputs ?? [], outputs: made.outputs });
  return made.outputs;
}
