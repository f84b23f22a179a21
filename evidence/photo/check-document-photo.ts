import { type RgbImage, toGrey } from '../image/image.js';
import { fitWithin } from '../image/resize.js';
import { largestPatchAbove, percentile, sharpness } from './measures.js';
import { type PhotoVerdict, verdictOf } from './verdict.js';

export function checkDocumentPhoto(image: RgbImage): PhotoVerdict {
  const grey = toGrey(fitWithin(image, 640));
  const measures = {
    width: image.width,
    height: image.height,
    sharpness: sharpness(grey),
    bright: percentile(grey, 0.95),
    patch: largestPatchAbove(grey, 245),
  };
  return verdictOf(measures, [['photo_too_small', Math.max(image.width, image.height) < 500]]);
}
