import { loadFaceEngine } from '../face/engine.js';
import type { ImageDecoder } from '../image/decoder.js';
import { checkPhoto, type PhotoSubject } from '../photo/check-photo.js';
import { eachPicture } from './each-picture.js';
import type { Emit } from './output.js';

/** `photo FILE…`: whether each photo can be used. `asked`: what they show, where the caller knows. */
export async function photo(
  files: readonly string[],
  asked: PhotoSubject | undefined,
  decoder: ImageDecoder,
  emit: Emit,
): Promise<number> {
  const engine = asked === 'document' ? undefined : await loadFaceEngine();
  await eachPicture(decoder, files, emit, async ({ file, image }) => {
    const faces = engine ? await engine.find(image) : [];
    const { subject, verdict, reasons, measures } = checkPhoto(image, faces, asked);
    return { file, subject, verdict, reasons, measures };
  });
  return 0;
}
