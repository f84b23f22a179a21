import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';

/** Where specimens are kept between runs. */
export const specimenFolder: string = join(projectRoot, '.cache/specimens');

/**
 * Makes something once per machine: the second time it is read from disk.
 * @param recipe name and version of how it is made; a changed recipe makes it anew
 * @param source what it is made from
 */
export async function madeOnce(
  recipe: string,
  source: Uint8Array,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const name = createHash('sha256').update(recipe).update('\0').update(source).digest('hex');
  const path = join(specimenFolder, 'made', name);
  const kept = await readFile(path).catch(() => undefined);
  if (kept) return kept;
  const made = await make();
  await mkdir(join(specimenFolder, 'made'), { recursive: true });
  // Under a name of its own first: another process may be making the same one.
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, made);
  await rename(draft, path);
  return made;
}
