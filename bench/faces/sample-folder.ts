import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blur, darken, rotate, shrink } from '../../dev/specimens/damage.js';
import { SAMPLE_PEOPLE, samplePerson } from '../../dev/specimens/people.js';
import { projectRoot } from '../../platform/root.js';

/**
 * A labelled folder for want of a real one: the few people of the specimens, each one photo and worse copies of it. It shows that both
 * matchers run and what they cost; of accuracy it says nothing.
 */
export async function sampleFolder(): Promise<string> {
  const folder = join(projectRoot, '.cache/bench/people');
  for (let index = 0; index < SAMPLE_PEOPLE; index++) {
    const { photo } = await samplePerson(index);
    const copies = {
      photo,
      smaller: shrink(photo),
      tilted: rotate(photo, 8),
      dark: darken(photo, 0.5),
      soft: blur(photo, 0.003),
    };
    await mkdir(join(folder, `person-${index}`), { recursive: true });
    for (const [name, copy] of Object.entries(copies)) {
      await writeFile(join(folder, `person-${index}`, `${name}.jpg`), await copy);
    }
  }
  return folder;
}
