import { basename } from 'node:path';
import { loadFaceEngine } from '../face/engine.js';
import type { ImageDecoder } from '../image/decoder.js';
import type { LivenessChallenge } from '../liveness/challenge.js';
import { type JudgedFrame, judgeLiveness } from '../liveness/judge-liveness.js';
import { inputError, inputErrorOf } from './input-error.js';
import type { Emit } from './output.js';
import { readPictures } from './pictures.js';
import { framesIn } from './scan-frames.js';

/** `scan DIR…`: whether the frames in each folder show a living head turned as their names say. */
export async function scan(folders: readonly string[], decoder: ImageDecoder, emit: Emit): Promise<number> {
  const engine = await loadFaceEngine();

  async function judged(folder: string): Promise<object> {
    const files = await framesIn(folder);
    if (files.length === 0) return inputError(folder, 'no_frames');
    const frames: JudgedFrame[] = [];
    for await (const picture of readPictures(
      decoder,
      files.map(({ path }) => path),
    )) {
      if ('error' in picture) return inputError(folder, picture.error.code, `(${basename(picture.file)})`);
      const { pose = 'centre', takenAt = 0 } = files[frames.length] ?? {};
      frames.push({ image: picture.image, pose, takenAt });
    }
    // The order asked for is taken from the frames: whether it was the order asked for, only a server knows.
    const poses = frames.map(({ pose }) => pose).filter((pose, at, all) => pose !== all[at - 1]);
    const { passed, reasons, measures } = await judgeLiveness(
      frames,
      { poses, colours: [] } as LivenessChallenge,
      engine,
    );
    return { file: folder, verdict: passed ? 'good' : 'retake', reasons, frames: measures };
  }

  for (const folder of folders) await emit(await judged(folder).catch((error: unknown) => inputErrorOf(folder, error)));
  return 0;
}
