import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { specimenEngine } from '../../dev/specimens/engine.js';
import { decodeRgb } from '../../dev/specimens/rgb-image.js';
import { framesIn } from '../../evidence/command/scan-frames.js';
import { type JudgedFrame, lookAt } from '../../evidence/liveness/judge-liveness.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** Scans of living people, a folder each, done without colours. They are asked for what they did. */
export async function filmedOutcomes(folder: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [seed, name] of (await readdir(folder)).sort().entries()) {
    const frames: JudgedFrame[] = [];
    for (const { path, ...said } of await framesIn(join(folder, name))) {
      frames.push({ ...said, image: await decodeRgb(await readFile(path)) });
    }
    const poses = frames.map(({ pose }) => pose).filter((pose, at, all) => pose !== all[at - 1]);
    const challenge = { poses, colours: [] };
    outcomes.push(outcomeOf('filmed', seed, await lookAt(frames, challenge, await specimenEngine()), challenge));
  }
  return outcomes;
}
