import { basename } from 'node:path';
import { type FaceEngine, loadFaceEngine } from '../face/engine.js';
import { significantFaces } from '../face/significant-faces.js';
import type { ImageDecoder } from '../image/decoder.js';
import { isDoubtful } from '../liveness/doubt.js';
import { type JudgedFrame, judgeLiveness } from '../liveness/judge-liveness.js';
import { type Pose, poseOf } from '../liveness/pose.js';
import { inputError, inputErrorOf } from './input-error.js';
import type { Emit } from './output.js';
import { readPictures } from './pictures.js';
import { readScanFolder } from './scan-folder.js';

/** As the server allows for what a browser saw just inside a limit. */
const YAW_SLACK = 2;

/** `scan DIR…`: whether the frames in each folder show a living head that turned as asked. */
export async function scan(folders: readonly string[], decoder: ImageDecoder, emit: Emit): Promise<number> {
  const engine = await loadFaceEngine();
  for (const folder of folders) {
    const result = await judged(folder, decoder, engine).catch((error: unknown) => inputErrorOf(folder, error));
    await emit(result);
  }
  return 0;
}

async function judged(folder: string, decoder: ImageDecoder, engine: FaceEngine): Promise<object> {
  const { frames: files, challenge } = await readScanFolder(folder);
  if (files.length === 0) return inputError(folder, 'no_frames');
  const frames: JudgedFrame[] = [];
  const paths = files.map(({ path }) => path);
  let at = 0;
  for await (const picture of readPictures(decoder, paths)) {
    const { path: _, pose: said, takenAt = 0, ...more } = files[at++] ?? { path: '' };
    if ('error' in picture) return inputError(folder, picture.error.code, `(${basename(picture.file)})`);
    const pose = said ?? (await poseIn(picture.image, engine));
    // Between two poses nothing was asked for.
    if (pose) frames.push({ image: picture.image, pose, takenAt, ...more });
  }
  // Without word of what was asked for, the order seen is taken for it: whether it was, only a server knows.
  const poses = frames.map(({ pose }) => pose).filter((pose, index, all) => pose !== all[index - 1]);
  const { reasons, signals, measures } = await judgeLiveness(frames, challenge ?? { poses, colours: [] }, engine);
  const passed = isDoubtful(signals) ? 'refer' : 'good';
  return { file: folder, verdict: reasons.length > 0 ? 'retake' : passed, reasons, signals, frames: measures };
}

/** What a frame that nobody named may have been taken for; one without a face counts as a centre, and fails there. */
async function poseIn(image: JudgedFrame['image'], engine: FaceEngine): Promise<Pose | undefined> {
  const [face] = significantFaces(await engine.find(image));
  return face ? poseOf(face.yaw, YAW_SLACK) : 'centre';
}
