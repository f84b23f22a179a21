import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultNames, mrzSpecimen } from '../../dev/specimens/mrz/specimen.js';
import { projectRoot } from '../../platform/root.js';

/** A picture file and what its machine-readable zone says; `lines` is null where it has none. */
export interface Sample {
  set: string;
  file: string;
  lines: string[] | null;
}

/** Seeds from here on are for reporting: the reader was tuned on those below 10,000. */
const REPORTING = 900_000;

/** Draws so many specimens for every fault into the folder; those already there are kept. */
export async function drawnSamples(folder: string, each: number): Promise<Sample[]> {
  await mkdir(folder, { recursive: true });
  const samples: Sample[] = [];
  for (let number = 0; number < each * faultNames.length; number++) {
    const fault = faultNames[number % faultNames.length] ?? '';
    const [picture, text] = [join(folder, `${number}.jpg`), join(folder, `${number}.json`)];
    if (!existsSync(text)) {
      const specimen = await mrzSpecimen(REPORTING + number, fault);
      await writeFile(picture, specimen.picture);
      await writeFile(text, JSON.stringify(specimen.lines));
    }
    samples.push({ set: fault, file: picture, lines: JSON.parse(await readFile(text, 'utf8')) });
  }
  return samples;
}

/** The pictures of a folder with a truth.json: `[{ file, lines }]`. */
export async function folderSamples(folder: string): Promise<Sample[]> {
  const truth: { file: string; lines: string[] | null }[] = JSON.parse(
    await readFile(join(folder, 'truth.json'), 'utf8'),
  );
  return truth.map(({ file, lines }) => ({ set: 'published specimens', file: join(folder, file), lines }));
}

/** Where published specimens and the baseline model lie beside the project, on machines that have them. */
export const sharedData: string = join(projectRoot, '../shared/data');
