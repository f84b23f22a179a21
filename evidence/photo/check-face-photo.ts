import type { Face } from '../face/face.js';
import { significantFaces } from '../face/significant-faces.js';
import { type RgbImage, toGrey } from '../image/image.js';
import { fitWithin } from '../image/resize.js';
import { edgeSharpness } from './edge-sharpness.js';
import { measureFace } from './face-measures.js';
import { blockiness, percentile, shareAbove } from './measures.js';
import { noise } from './noise.js';
import { type PhotoVerdict, verdictOf } from './verdict.js';

// Chosen on every other one of 76 portraits of 30 people with 17 faults each (docs/evidence.md, "Photos").
/** Half the portraits have more than 120 pixels between the eyes; of 40 and less the match suffers. */
const MIN_EYE_DISTANCE = 48;
/** Portraits in focus lie above 0.2; blurred by 1 % of the face's width, below 0.17. */
const MIN_SHARPNESS = 0.185;
/** A head or camera that moved leaves streaks; low light from the side does too, but keeps its edges. */
const MAX_STREAKS = 7;
const SOME_STREAKS = 4;
const MAX_STREAKED_SHARPNESS = 0.34;
/** The lightest part of a face in a lit room is above 130, however dark the skin: the whites of eyes, the light on the nose. */
const MIN_LIGHTEST = 100;
const MIN_CONTRAST = 28;
/** Flat and light at once: the light is behind the camera's back, or the lens is dirty. */
const WASHED_OUT = 150;
const MAX_BURNT = 0.25;
const MAX_BURNT_PATCH = 0.0085;
const MAX_NOISE = 3.2;
const MAX_PICTURE_NOISE = 4.5;
const MAX_BLOCKINESS = 1.9;
const RED_TO_BLUE = [0.82, 2.7] as const;
const RED_TO_GREEN = [0.85, 1.9] as const;
const MOUTH_TO_EYES = [0.4, 2.2] as const;
const MAX_CHIN_COLOUR = 45;
/** The share of the mesh that may lie outside the picture: a little hair, an ear. */
const MAX_OUTSIDE = 0.02;
/** Degrees at which the other half of the face is hardly seen, or the eyes. */
const MAX_YAW = 28;
const MAX_PITCH = 28;
const MAX_ROLL = 35;

const MEASURED_LONG_SIDE = 640;
const BURNT = 245;

const isOutside = (value: number, [least, most]: readonly [number, number]): boolean => value < least || value > most;

/** Whether a photo of a person can be used for matching. `faces`: all that were found in this very picture. */
export function checkFacePhoto(image: RgbImage, faces: readonly Face[]): PhotoVerdict {
  const [face, ...others] = significantFaces(faces);
  if (!face) return withoutFace(image);
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
    ...measureFace(image, face),
  };
  // Little light or few pixels look like other faults too: the cause alone is told.
  const burnt = measures.burnt > MAX_BURNT;
  const flat = measures.contrast < MIN_CONTRAST && !burnt;
  const washedOut = flat && measures.darkest > WASHED_OUT;
  const dark = measures.lightest < MIN_LIGHTEST;
  const small = measures.eyeDistance < MIN_EYE_DISTANCE;
  const cutOff = measures.outside > MAX_OUTSIDE;
  const noisy = measures.noise > MAX_NOISE || measures.pictureNoise > MAX_PICTURE_NOISE;
  const blocks = measures.blockiness > MAX_BLOCKINESS && !dark && !flat;
  const glare = measures.burntPatch > MAX_BURNT_PATCH && !burnt;
  return verdictOf(measures, [
    ['several_faces', others.length > 0],
    ['face_cut_off', cutOff],
    ['face_too_small', small],
    ['photo_dark', dark],
    ['photo_overexposed', burnt || washedOut],
    ['photo_glare', glare],
    ['photo_low_contrast', flat && !dark && !washedOut],
    ['face_covered', !cutOff && !small && !burnt && !glare && !dark && isCovered(measures)],
    ['face_not_straight', !cutOff && isAskew(face)],
    ['photo_blurred', !small && isBlurred(measures)],
    ['photo_noisy', noisy && !burnt],
    ['photo_compressed', blocks],
    ['photo_colours', !dark && !burnt && hasWrongColours(measures)],
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

const isCovered = ({ mouthToEyes, chinColour }: { mouthToEyes: number; chinColour: number }): boolean =>
  isOutside(mouthToEyes, MOUTH_TO_EYES) || chinColour > MAX_CHIN_COLOUR;

const isAskew = ({ yaw, pitch, roll }: Face): boolean =>
  Math.abs(yaw) > MAX_YAW || Math.abs(pitch) > MAX_PITCH || Math.abs(roll) > MAX_ROLL;

const isBlurred = ({ sharpness, streaks }: { sharpness: number; streaks: number }): boolean =>
  sharpness < MIN_SHARPNESS || streaks > (sharpness < MAX_STREAKED_SHARPNESS ? SOME_STREAKS : MAX_STREAKS);

const hasWrongColours = ({ redToBlue, redToGreen }: { redToBlue: number; redToGreen: number }): boolean =>
  isOutside(redToBlue, RED_TO_BLUE) || isOutside(redToGreen, RED_TO_GREEN);

/** The share of the face's mesh that lies outside the picture: the model draws on what it does not see. */
function shareOutside({ width, height }: RgbImage, { mesh }: Face): number {
  return mesh.filter(([x, y]) => x < 0 || y < 0 || x >= width || y >= height).length / mesh.length;
}
