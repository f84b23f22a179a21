/** One byte of brightness per pixel, row by row from the top left. */
export interface GreyImage {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Three bytes per pixel (red, green, blue, interleaved), row by row from the top left. */
export interface RgbImage {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Brightness by the weights of ITU-R BT.601, in integers so that every machine gives the same picture. */
export function toGrey(image: RgbImage): GreyImage {
  const { width, height, data } = image;
  const grey = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    grey[pixel] =
      ((data[at] as number) * 299 + (data[at + 1] as number) * 587 + (data[at + 2] as number) * 114 + 500) / 1000;
  }
  return { width, height, data: grey };
}
