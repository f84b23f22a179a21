import type { ImageDecoder } from '../image/decoder.js';
import { inputErrorOf } from './input-error.js';
import type { Emit } from './output.js';
import { type Picture, readPictures } from './pictures.js';

/** Gives each picture to `work` and writes its line as soon as it is done; one that fails does not stop the others. */
export async function eachPicture(
  decoder: ImageDecoder,
  files: readonly string[],
  emit: Emit,
  work: (picture: Picture) => Promise<object>,
): Promise<void> {
  for await (const picture of readPictures(decoder, files)) {
    if ('error' in picture) await emit(picture);
    else {
      const result = await work(picture).catch((error: unknown) => inputErrorOf(picture.file, error));
      await emit(result);
    }
  }
}
