import type { Signal } from '../../../domain/signals.js';
import type { DecodedImage } from '../../image/decoder.js';
import type { RgbImage } from '../../image/image.js';
import type { Corners } from '../corners/find-corners.js';
import { editorOf } from './editor.js';

/** Signs in a picture that it is of a screen, a photocopy, or was edited. */
export function findSigns(
  image: RgbImage & { source?: DecodedImage['source'] },
  _corners: Corners | undefined,
): Signal[] {
  const edited = editorOf(image.source?.exifSoftware);
  return edited ? [{ code: 'document_edited', strength: edited }] : [];
}
