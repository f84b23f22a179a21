import type { RgbImage } from '../../../evidence/image/image.js';
import { specimenEngine } from '../engine.js';
import { decodeRgb, encodeJpeg } from '../rgb-image.js';
import { madeOnce } from '../specimen-cache.js';
import { chooseAngles, type TurnAngles } from './angles.js';
import { levelOnGrey } from './level.js';
import { renderTurn } from './render.js';
import { headSurface } from './surface.js';

const RECIPE = 'head turn 1';
const QUALITY = 88;
/** Frames at 30 a second: how long a pose is held, and how long the head moves. */
const HOLD = 42;
const MOVE = 17;

/**
 * A video of a person who looks straight, to their own left, straight, to their right, in a loop of 7.9 s, made from one photo by
 * warping its face mesh in depth. It is for the tests' fake camera, and it is an attack too: it shows what a head-turn challenge by
 * itself does not stop.
 * @param photo JPEG or PNG with one face that looks at the camera
 * @returns JPEG frames of 640 × 480 pixels one after the other, which is an MJPEG file; Chromium plays it at 30 frames a second.
 *   Takes some seconds the first time, then comes from the cache.
 * @throws RangeError when there is no face, or one that cannot be turned far enough
 */
export function makeHeadTurn(photo: Uint8Array): Promise<Uint8Array> {
  return madeOnce(RECIPE, photo, () => headTurn(photo));
}

async function headTurn(photo: Uint8Array): Promise<Uint8Array> {
  const engine = await specimenEngine();
  const find = async (image: RgbImage) => {
    const [face] = await engine.find(image);
    if (!face) throw new RangeError('no face in this photo');
    return face;
  };
  const picture = await decodeRgb(photo);
  const person = levelOnGrey(picture, await find(picture));
  const surface = headSurface(await find(person));
  const angles = await chooseAngles(engine, person, surface);
  const frames = new Map<number, Promise<Uint8Array>>();
  for (const angle of new Set(timetable(angles))) {
    frames.set(angle, encodeJpeg(renderTurn(person, surface, angle), QUALITY));
  }
  return Buffer.concat(await Promise.all(timetable(angles).map((angle) => frames.get(angle) as Promise<Uint8Array>)));
}

/** The angle of each frame of the loop. */
function timetable({ centre, left, right }: TurnAngles): number[] {
  const hold = (angle: number) => Array<number>(HOLD).fill(angle);
  const move = Array.from({ length: MOVE }, (_, i) => (1 - Math.cos((Math.PI * (i + 1)) / (MOVE + 1))) / 2);
  const between = (from: number, to: number) => move.map((share) => from + (to - from) * share);
  const back = (from: number) => between(centre, from).reverse();
  return [
    ...hold(centre),
    ...between(centre, left),
    ...hold(left),
    ...back(left),
    ...hold(centre),
    ...between(centre, right),
    ...hold(right),
    ...back(right),
  ];
}
