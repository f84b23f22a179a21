import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What is dear to make (a key pair, a bundle) and the same for every test file: made by the first that asks for it in
 * a test run, kept as JSON in the run's folder.
 */
export async function madeOnce<T>(name: string, make: () => T | Promise<T>): Promise<T> {
  const folder = process.env.TEST_RUN_FOLDER;
  // Benchmarks and the like start the product too.
  if (!folder) return make();
  const path = join(folder, `${name}.json`);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const made = await make();
  // Two files may make it side by side; each reads a whole one.
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, JSON.stringify(made));
  renameSync(draft, path);
  return made;
}
