import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names of databases of one test run that nobody uses at the moment, each an empty file. Test files take one after the other: collections
 * and indexes made anew for every file would cost more than what most files do (and the development database does not take thousands well).
 */
function folder(): string {
  const run = process.env.TEST_RUN_FOLDER;
  if (!run) throw new Error('TEST_RUN_FOLDER is set by the test run');
  const path = join(run, 'databases');
  mkdirSync(path, { recursive: true });
  return path;
}

/** A database for this test file alone, until it is given back. @returns `used`: it holds what another file has left */
export function takeDatabase(): { name: string; used: boolean } {
  const free = folder();
  for (const name of readdirSync(free)) {
    try {
      unlinkSync(join(free, name));
      return { name, used: true };
    } catch (error) {
      // Another file was quicker.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return { name: `test_${randomBytes(6).toString('hex')}`, used: false };
}

/** To be called when nobody writes into it any more. */
export function giveBackDatabase(name: string): void {
  writeFileSync(join(folder(), name), '');
}
