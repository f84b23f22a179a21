import type { FaceMeasures } from './face-measures.js';
import type { PhotoReason } from './verdict.js';

// Chosen on every other one of 76 portraits of 30 people with 17 faults each (docs/evidence.md, "Photos").
/** Portraits in focus lie above 0.2; blurred by 1 % of the face's width, below 0.17. */
const MIN_SHARPNESS = 0.185;
/** A head or camera that moved leaves streaks; low light from the side does too, but keeps its edges. */
const MAX_STREAKS = 7;
const SOME_STREAKS = 4;
const MAX_STREAKED_SHARPNESS = 0.34;
/** The lightest part of a face in a lit room is above 130, however dark the skin: the whites of eyes, the light on the nose. */
export const MIN_LIGHTEST = 100;
export const MIN_CONTRAST = 28;
/** Flat and light at once: the light is behind the camera's back, or the lens is dirty. */
const WASHED_OUT = 150;
const MAX_BURNT = 0.25;
const MAX_BURNT_PATCH = 0.0085;
const MAX_NOISE = 3.2;
const RED_TO_BLUE = [0.82, 2.7] as const;
const RED_TO_GREEN = [0.85, 1.9] as const;
const MOUTH_TO_EYES = [0.4, 2.2] as const;
const MAX_CHIN_COLOUR = 45;

const isOutside = (value: number, [least, most]: readonly [number, number]): boolean => value < least || value > most;

/** What is wrong with a face as it was photographed, the first to be told first: for photos and for live pictures alike. */
export function faceFaults(face: FaceMeasures): PhotoReason[] {
  // Little light looks like other faults too: the cause alone is told.
  const burnt = face.burnt > MAX_BURNT;
  const flat = face.contrast < MIN_CONTRAST && !burnt;
  const washedOut = flat && face.darkest > WASHED_OUT;
  const dark = face.lightest < MIN_LIGHTEST;
  const glare = face.burntPatch > MAX_BURNT_PATCH && !burnt;
  const rules: readonly (readonly [PhotoReason, boolean])[] = [
    ['photo_dark', dark],
    ['photo_overexposed', burnt || washedOut],
    ['photo_glare', glare],
    ['photo_low_contrast', flat && !dark && !washedOut],
    ['face_covered', !burnt && !glare && !dark && isCovered(face)],
    ['photo_blurred', isBlurred(face)],
    ['photo_noisy', face.noise > MAX_NOISE && !burnt],
    ['photo_colours', !dark && !burnt && hasWrongColours(face)],
  ];
  return rules.filter(([, broken]) => broken).map(([reason]) => reason);
}

const isCovered = ({ mouthToEyes, chinColour }: FaceMeasures): boolean =>
  isOutside(mouthToEyes, MOUTH_TO_EYES) || chinColour > MAX_CHIN_COLOUR;

const isBlurred = ({ sharpness, streaks }: FaceMeasures): boolean =>
  sharpness < MIN_SHARPNESS || streaks > (sharpness < MAX_STREAKED_SHARPNESS ? SOME_STREAKS : MAX_STREAKS);

const hasWrongColours = ({ redToBlue, redToGreen }: FaceMeasures): boolean =>
  isOutside(redToBlue, RED_TO_BLUE) || isOutside(redToGreen, RED_TO_GREEN);
