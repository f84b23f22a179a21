import type { Signal, SignalCode } from '../../../domain/verification/signals.js';
import type { DecodedImage } from '../../image/decoder.js';
import type { GreyImage, RgbImage } from '../../image/image.js';
import { fitWithin } from '../../image/resize.js';
import type { Corners } from '../corners/find-corners.js';
import { sizeOf, straighten } from '../corners/straighten.js';
import { colourSpread } from './colour-spread.js';
import { editorOf } from './editor.js';
import { screenPattern } from './screen-pattern.js';

/**
 * Of 78 pictures of published and drawn documents, plain and damaged (JPEG of quality 20, dark, enlarged, reduced, turned), none came
 * above 3.2, a page of text to 3.9. Modelled screens came to 9.2 and more where the picture resolves their pixels; where it does not
 * (blurred, or reduced afterwards) they look like paper. No filmed screen was measured.
 */
const SCREEN = { weak: 5.5, strong: 7.5 } as const;
/** The same pictures came to 6.2 and more; modelled photocopies, also under warm light, to 3.5 at most. */
const PHOTOCOPY = 4.5;
const COLOUR_LONG_SIDE = 640;

/** Signs in a picture that it is of a screen or a photocopy, or was edited. `corners`: of the document in it, where they are known. */
export function findSigns(
  image: RgbImage & { source?: DecodedImage['source'] },
  grey: GreyImage,
  corners: Corners | undefined,
): Signal[] {
  const pattern = screenPattern(grey) ?? 0;
  const signs: [SignalCode, Signal['strength'] | undefined][] = [
    ['document_of_screen', pattern >= SCREEN.strong ? 'strong' : pattern >= SCREEN.weak ? 'weak' : undefined],
    ['document_photocopy', colourSpread(documentAlone(image, corners)) < PHOTOCOPY ? 'strong' : undefined],
    ['document_edited', editorOf(image.source?.exifSoftware)],
  ];
  return signs.flatMap(([code, strength]) => (strength ? [{ code, strength }] : []));
}

/** The table a photocopy lies on has colours. */
function documentAlone(image: RgbImage, corners: Corners | undefined): RgbImage {
  if (!corners) return fitWithin(image, COLOUR_LONG_SIDE);
  const { width, height } = sizeOf(corners);
  const scale = Math.min(1, COLOUR_LONG_SIDE / Math.max(width, height));
  return straighten(image, corners, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
}
