import { type Face, middleOf } from '../../evidence/face/face.js';
import { specimenEngine } from './engine.js';
import type { FacePlace } from './portrait.js';
import { decodeRgb } from './rgb-image.js';

/** Finds the largest face of a photo. @throws RangeError when there is none */
export async function locateFace(photo: Uint8Array): Promise<FacePlace> {
  const [face] = await (await specimenEngine()).find(await decodeRgb(photo));
  if (!face) throw new RangeError('no face in this photo');
  return { eyeDistance: face.eyeDistance, centre: betweenEyes(face) };
}

/** The middle of the four corners of the eyes. */
function betweenEyes({ mesh }: Face): readonly [number, number] {
  return middleOf(mesh, [33, 133, 362, 263]);
}
