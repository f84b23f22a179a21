import { readFile, stat } from 'node:fs/promises';
import { type DecodedImage, type ImageDecoder, MAX_IMAGE_BYTES } from '../image/decoder.js';
import { type InputError, inputError, inputErrorOf } from './input-error.js';
import { located } from './paths.js';

/** One picture as given on the command line. */
export interface Picture {
  file: string;
  image: DecodedImage;
}

/** Reads and decodes one file the way uploads are; what cannot be read is an answer too. */
export async function readPicture(decoder: ImageDecoder, file: string): Promise<Picture | InputError> {
  try {
    const path = located(file);
    const found = await stat(path);
    if (!found.isFile()) return inputError(file, 'not_a_file');
    if (found.size > MAX_IMAGE_BYTES) return inputError(file, 'too_large');
    return { file, image: await decoder.decode(await readFile(path)) };
  } catch (error) {
    return inputErrorOf(file, error);
  }
}

/** The pictures in their order; the next is decoded (in a process of its own) while one is worked on, no more than that. */
export async function* readPictures(
  decoder: ImageDecoder,
  files: readonly string[],
): AsyncGenerator<Picture | InputError> {
  let next = files[0] === undefined ? undefined : readPicture(decoder, files[0]);
  for (let at = 1; next; at++) {
    const picture: Picture | InputError = await next;
    const file = files[at];
    next = file === undefined ? undefined : readPicture(decoder, file);
    yield picture;
  }
}
