import type { Reason } from '../../domain/journey/reasons.js';
import type { DecodedImage, ImageDecoder } from '../../evidence/image/decoder.js';
import { type ImageRefusal, ImageRefused } from '../../evidence/image/refused.js';

const reasonOf: Readonly<Record<ImageRefusal, Reason>> = {
  not_an_image: 'not_an_image',
  damaged: 'not_an_image',
  too_large: 'image_too_large',
  too_many_pixels: 'image_too_large',
};

/** Decodes a piece of evidence, or says what the person is to be told of it. */
export async function decodeEvidence(
  decoder: ImageDecoder,
  bytes: Uint8Array,
): Promise<{ image: DecodedImage } | { reason: Reason }> {
  try {
    return { image: await decoder.decode(bytes) };
  } catch (error) {
    if (error instanceof ImageRefused) return { reason: reasonOf[error.code] };
    throw error;
  }
}
