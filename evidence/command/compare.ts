import { loadFaceEngine } from '../face/engine.js';
import { decideMatch, faceDistance } from '../face/match.js';
import { findPortrait } from '../face/portrait.js';
import type { ImageDecoder } from '../image/decoder.js';
import type { Emit } from './output.js';
import { readPicture } from './pictures.js';

/** `compare A B`: how far apart two faces are, and what that means. */
export async function compare(files: readonly [string, string], decoder: ImageDecoder, emit: Emit): Promise<number> {
  const engine = await loadFaceEngine();
  const embeddings: Float32Array[] = [];
  for (const file of files) {
    const picture = await readPicture(decoder, file);
    if ('error' in picture) {
      await emit(picture);
      return 0;
    }
    const portrait = await findPortrait(engine, picture.image);
    if (portrait) embeddings.push(await engine.embed(portrait.image, portrait.face));
  }
  const [a, b] = embeddings;
  const distance = a && b ? faceDistance(a, b) : null;
  await emit({
    files,
    distance,
    verdict: decideMatch(distance ?? Number.NaN),
    reasons: distance === null ? ['no_face'] : [],
  });
  return 0;
}
