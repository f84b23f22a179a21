import type { Face } from '../face/face.js';
import { significantFaces } from '../face/significant-faces.js';
import type { RgbImage } from '../image/image.js';
import { checkDocumentPhoto } from './check-document-photo.js';
import { checkFacePhoto } from './check-face-photo.js';
import type { PhotoVerdict } from './verdict.js';

export type PhotoSubject = 'document' | 'face';

/** Eyes further apart than this share of the longer side belong to a portrait; those of a printed one are closer. */
const PORTRAIT_EYES = 0.085;
/** Of a person who stands further away: share of the shorter side. */
const SMALLEST_EYES = 0.04;
/** The face's middle is at least so far from both sides, as a share of the width. */
const CENTRAL = 0.32;
/** Degrees: a face lying on its side is printed on something that does. */
const LYING = 45;

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

/**
 * Whether a picture that nobody has said anything of is a person's portrait or a document: by the size of the largest face, and for
 * smaller ones by its place, since documents have their portrait at one side (middle at 0.15–0.25 of the width, or from the right).
 */
export function subjectOf({ width, height }: RgbImage, faces: readonly Face[]): PhotoSubject {
  const [largest] = significantFaces(faces);
  if (!largest) return 'document';
  const { eyeDistance, box, roll } = largest;
  if (eyeDistance / Math.max(width, height) >= PORTRAIT_EYES) return 'face';
  const middle = (box.x + box.width / 2) / width;
  const central = Math.min(middle, 1 - middle) >= CENTRAL && Math.abs(roll) < LYING;
  return central && eyeDistance / Math.min(width, height) >= SMALLEST_EYES ? 'face' : 'document';
}
