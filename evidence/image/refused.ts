export type ImageRefusal = 'not_an_image' | 'too_large' | 'too_many_pixels' | 'damaged';

/** The bytes are no picture that can be used; `code` says why and is safe to store and show. */
export class ImageRefused extends Error {
  override readonly name = 'ImageRefused';

  constructor(
    readonly code: ImageRefusal,
    options?: ErrorOptions,
  ) {
    super(`The image was refused: ${code}`, options);
  }
}
