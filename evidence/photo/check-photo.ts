import type { Face } from '../face/face.js';
import { significantFaces } from '../face/significant-faces.js';
import type { RgbImage } from '../image/image.js';
import { checkDocumentPhoto } from './check-document-photo.js';
import { checkFacePhoto } from './check-face-photo.js';
import type { PhotoVerdict } from './verdict.js';

export type PhotoSubject = 'document' | 'face';

/** Eyes further apart than this share of the longer side belong to a portrait; those of a printed one are closer. */
const PORTRAIT_EYES = 0.085;

/** What was judged, and whether it can be used. */
export interface PhotoCheck extends PhotoVerdict {
  subject: PhotoSubject;
  verdict: 'good' | 'refused';
}

/**
 * The photo check in one call, for whoever has a picture and the faces in it.
 * @param faces all that were found in this very picture; not needed for a document
 * @param subject what the photo is of; where nobody knows, `subjectOf` guesses
 */
export function checkPhoto(
  image: RgbImage,
  faces: readonly Face[],
  subject: PhotoSubject = subjectOf(image, faces),
): PhotoCheck {
  const judged = subject === 'face' ? checkFacePhoto(image, faces) : checkDocumentPhoto(image);
  return { subject, verdict: judged.ok ? 'good' : 'refused', ...judged };
}

/** Whether a picture that nobody has said anything of is a person's portrait or, without a large face, a document. */
export function subjectOf(image: RgbImage, faces: readonly Face[]): PhotoSubject {
  const [largest] = significantFaces(faces);
  if (!largest) return 'document';
  return largest.eyeDistance / Math.max(image.width, image.height) >= PORTRAIT_EYES ? 'face' : 'document';
}
