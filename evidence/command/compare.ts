import { loadFaceEngine } from '../face/engine.js';
import { decideMatch, FACE_MATCH_VERSION, faceDistance, isWeak } from '../face/match.js';
import { findPortrait, type Portrait } from '../face/portrait.js';
import type { ImageDecoder } from '../image/decoder.js';
import type { Emit } from './output.js';
import { readPicture } from './pictures.js';

/** `compare A B`: how far apart two faces are, and what that means. Without two faces the distance is null: nothing is decided. */
export async function compare(files: readonly [string, string], decoder: ImageDecoder, emit: Emit): Promise<number> {
  const engine = await loadFaceEngine();
  const found: (Portrait | undefined)[] = [];
  for (const file of files) {
    const picture = await readPicture(decoder, file);
    if ('error' in picture) {
      await emit(picture);
      return 0;
    }
    found.push(await findPortrait(engine, picture.image));
  }
  const [a, b] = found;
  if (!a || !b) {
    const withoutFace = files.filter((_, at) => !found[at]);
    await emit({
      files,
      distance: null,
      verdict: 'retake',
      reasons: ['no_face'],
      withoutFace,
      version: FACE_MATCH_VERSION,
    });
    return 0;
  }
  const distance = faceDistance(a.embedding, b.embedding);
  const verdict = decideMatch(distance, isWeak(a) || isWeak(b));
  const reasons = { pass: [], refer: ['face_near_threshold'], no: ['face_differs'] }[verdict];
  await emit({ files, distance, verdict, reasons, version: FACE_MATCH_VERSION });
  return 0;
}
