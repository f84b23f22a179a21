import { alignedChip } from '../face/chip.js';
import type { Face } from '../face/face.js';
import { significantFaces } from '../face/significant-faces.js';
import { type RgbImage, toGrey } from '../image/image.js';
import { blockiness, contrast, largestPatchAbove, shareAbove, sharpness } from './measures.js';
import { type PhotoVerdict, verdictOf } from './verdict.js';

// On the 150-pixel chip of the face, where 26 portraits with 15 faults each and a dozen more were measured.
const BURNT = 245;
const MIN_EYE_DISTANCE = 60;
/** Portraits in focus lie above 200; blurred by 0.3 % of the width, below 100. */
const MIN_SHARPNESS = 100;
/** Spread, not mean brightness: the mean would turn dark skin away. Dim rooms lie above 33, a third of the light below 25. */
const MIN_CONTRAST = 27;
const MAX_BURNT = 0.17;
const MAX_BURNT_PATCH = 0.017;
const MAX_BLOCKINESS = 2;
/** The detector doubts a face of which half is missing. */
const MIN_SCORE = 0.7;
/** The share of the mesh that may lie outside the picture: a little hair, an ear. */
const MAX_OUTSIDE = 0.02;

/** Whether a photo of a person can be used for matching. `faces`: all that were found in this very picture. */
export function checkFacePhoto(image: RgbImage, faces: readonly Face[]): PhotoVerdict {
  const [face, ...others] = significantFaces(faces);
  if (!face) return verdictOf({ faces: 0 }, [['no_face', true]]);
  const chip = toGrey(alignedChip(image, face));
  const measures = {
    faces: others.length + 1,
    eyeDistance: face.eyeDistance,
    score: face.score,
    outside: shareOutside(image, face),
    sharpness: sharpness(chip),
    contrast: contrast(chip),
    burnt: shareAbove(chip, BURNT),
    burntPatch: largestPatchAbove(chip, BURNT),
    blockiness: blockiness(toGrey(image)),
  };
  const overexposed = measures.burnt > MAX_BURNT;
  const dark = measures.contrast < MIN_CONTRAST && !overexposed;
  const tooSmall = measures.eyeDistance < MIN_EYE_DISTANCE;
  // Little light or few pixels look like blur and blocks too: the cause alone is told.
  return verdictOf(measures, [
    ['several_faces', others.length > 0],
    ['face_cut_off', measures.outside > MAX_OUTSIDE || (measures.score < MIN_SCORE && !dark && !overexposed)],
    ['face_too_small', tooSmall],
    ['photo_dark', dark],
    ['photo_overexposed', overexposed],
    ['photo_glare', measures.burntPatch > MAX_BURNT_PATCH && !overexposed],
    ['photo_blurred', measures.sharpness < MIN_SHARPNESS && !dark && !tooSmall],
    ['photo_compressed', measures.blockiness > MAX_BLOCKINESS && !dark],
  ]);
}

/** The share of the face's mesh that lies outside the picture: the model draws on what it does not see. */
function shareOutside({ width, height }: RgbImage, { mesh }: Face): number {
  return mesh.filter(([x, y]) => x < 0 || y < 0 || x >= width || y >= height).length / mesh.length;
}
