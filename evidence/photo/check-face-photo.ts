import { alignedChip } from '../face/chip.js';
import type { Face } from '../face/face.js';
import { significantFaces } from '../face/significant-faces.js';
import { type RgbImage, toGrey } from '../image/image.js';
import { blockiness, contrast, largestPatchAbove, shareAbove, sharpness } from './measures.js';
import { type PhotoVerdict, verdictOf } from './verdict.js';

// Thresholds measured on 26 portraits with 15 faults each, on the 150-pixel chip of the face.
const BURNT = 245;
const MIN_EYE_DISTANCE = 60;
const MIN_SHARPNESS = 154;
/** Spread, not mean brightness: the mean would turn dark skin away. */
const MIN_CONTRAST = 36;
const MAX_BURNT = 0.17;
const MAX_BURNT_PATCH = 0.017;
const MAX_BLOCKINESS = 1.8;
/** Room between the face's box and the picture's edge, as a share of the picture's side. */
const MIN_ROOM = 0.007;
const MIN_SCORE = 0.74;

/** Whether a photo of a person can be used for matching. `faces`: all that were found in this very picture. */
export function checkFacePhoto(image: RgbImage, faces: readonly Face[]): PhotoVerdict {
  const [face, ...others] = significantFaces(faces);
  if (!face) return verdictOf({ faces: 0 }, [['no_face', true]]);
  const chip = toGrey(alignedChip(image, face));
  const measures = {
    faces: others.length + 1,
    eyeDistance: face.eyeDistance,
    score: face.score,
    room: roomAround(image, face),
    sharpness: sharpness(chip),
    contrast: contrast(chip),
    burnt: shareAbove(chip, BURNT),
    burntPatch: largestPatchAbove(chip, BURNT),
    blockiness: blockiness(toGrey(image)),
  };
  const overexposed = measures.burnt > MAX_BURNT;
  return verdictOf(measures, [
    ['several_faces', others.length > 0],
    ['face_cut_off', measures.room < MIN_ROOM || measures.score < MIN_SCORE],
    ['face_too_small', measures.eyeDistance < MIN_EYE_DISTANCE],
    ['photo_dark', measures.contrast < MIN_CONTRAST],
    ['photo_overexposed', overexposed],
    ['photo_glare', measures.burntPatch > MAX_BURNT_PATCH && !overexposed],
    ['photo_blurred', measures.sharpness < MIN_SHARPNESS],
    ['photo_compressed', measures.blockiness > MAX_BLOCKINESS],
  ]);
}

/** The smallest distance from the face's box to an edge, as a share of that side; negative where it reaches over. */
function roomAround({ width, height }: RgbImage, { box }: Face): number {
  return Math.min(
    box.x / width,
    box.y / height,
    (width - box.x - box.width) / width,
    (height - box.y - box.height) / height,
  );
}
