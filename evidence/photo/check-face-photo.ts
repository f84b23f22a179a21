import type { Face } from '../face/face.js';
import { significantFaces } from '../face/significant-faces.js';
import { type RgbImage, toGrey } from '../image/image.js';
import { fitWithin } from '../image/resize.js';
import { edgeSharpness } from './edge-sharpness.js';
import { measureFace } from './face-measures.js';
import { faceFaults, MIN_CONTRAST, MIN_LIGHTEST } from './face-rules.js';
import { blockiness, percentile, shareAbove } from './measures.js';
import { noise } from './noise.js';
import { type PhotoReason, type PhotoVerdict, verdictOf } from './verdict.js';

/** Half of 76 portraits have more than 120 pixels between the eyes; with 40 and less the match suffers. */
const MIN_EYE_DISTANCE = 48;
/** The share of the mesh that may lie outside the picture: a little hair, an ear. */
const MAX_OUTSIDE = 0.02;
/** Degrees at which the other half of the face is hardly seen, or the eyes. */
const MAX_YAW = 28;
const MAX_PITCH = 28;
const MAX_ROLL = 35;
const MAX_PICTURE_NOISE = 4.5;
/** Cameras and web pages stay below 1.6, JPEG of quality 5 comes out at 2.6 and more. */
const MAX_BLOCKINESS = 1.9;

const MEASURED_LONG_SIDE = 640;
const BURNT = 245;

/** Whether a photo of a person can be used for matching. `faces`: all that were found in this very picture. */
export function checkFacePhoto(image: RgbImage, faces: readonly Face[]): PhotoVerdict {
  const [face, ...others] = significantFaces(faces);
  if (!face) return withoutFace(image);
  const seen = measureFace(image, face);
  const measures = {
    faces: others.length + 1,
    eyeDistance: face.eyeDistance,
    score: face.score,
    yaw: face.yaw,
    pitch: face.pitch,
    roll: face.roll,
    outside: shareOutside(image, face),
    blockiness: blockiness(toGrey(image)),
    pictureNoise: noise(toGrey(fitWithin(image, MEASURED_LONG_SIDE))),
    ...seen,
  };
  const faults = faceFaults(seen);
  const small = measures.eyeDistance < MIN_EYE_DISTANCE;
  const cutOff = measures.outside > MAX_OUTSIDE;
  const has = (reason: PhotoReason): boolean => faults.includes(reason);
  const flat = has('photo_dark') || has('photo_low_contrast') || has('photo_overexposed');
  // Few pixels look like blur, and a missing half like a cover: the cause alone is told.
  return verdictOf(measures, [
    ['several_faces', others.length > 0],
    ['face_cut_off', cutOff],
    ['face_too_small', small],
    ['photo_dark', has('photo_dark')],
    ['photo_overexposed', has('photo_overexposed')],
    ['photo_glare', has('photo_glare')],
    ['photo_low_contrast', has('photo_low_contrast')],
    ['face_covered', has('face_covered') && !cutOff && !small],
    ['face_not_straight', isAskew(face) && !cutOff],
    ['photo_blurred', has('photo_blurred') && !small],
    ['photo_noisy', has('photo_noisy') || (measures.pictureNoise > MAX_PICTURE_NOISE && !has('photo_overexposed'))],
    ['photo_compressed', measures.blockiness > MAX_BLOCKINESS && !flat],
    ['photo_colours', has('photo_colours')],
  ]);
}

/** Nobody is seen: where the picture itself says why, that comes with it. */
function withoutFace(image: RgbImage): PhotoVerdict {
  const grey = toGrey(fitWithin(image, MEASURED_LONG_SIDE));
  const measures = {
    faces: 0,
    sharpness: edgeSharpness(grey),
    lightest: percentile(grey, 0.95),
    darkest: percentile(grey, 0.05),
    burnt: shareAbove(grey, BURNT),
    pictureNoise: noise(grey),
    blockiness: blockiness(toGrey(image)),
  };
  const dark = measures.lightest < MIN_LIGHTEST;
  return verdictOf(measures, [
    ['no_face', true],
    ['photo_dark', dark],
    ['photo_overexposed', measures.burnt > 0.5],
    ['photo_low_contrast', !dark && measures.lightest - measures.darkest < 2 * MIN_CONTRAST],
    ['photo_blurred', !dark && measures.sharpness < 0.1],
    ['photo_noisy', measures.pictureNoise > MAX_PICTURE_NOISE],
    ['photo_compressed', !dark && measures.blockiness > MAX_BLOCKINESS],
  ]);
}

const isAskew = ({ yaw, pitch, roll }: Face): boolean =>
  Math.abs(yaw) > MAX_YAW || Math.abs(pitch) > MAX_PITCH || Math.abs(roll) > MAX_ROLL;

/** The share of the face's mesh that lies outside the picture: the model draws on what it does not see. */
function shareOutside({ width, height }: RgbImage, { mesh }: Face): number {
  return mesh.filter(([x, y]) => x < 0 || y < 0 || x >= width || y >= height).length / mesh.length;
}
