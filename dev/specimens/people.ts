import { join } from 'node:path';
import sharp from 'sharp';
import { projectRoot } from '../../platform/root.js';
import type { FacePlace } from './portrait.js';

/** A person to try things with: a photo with one face that looks at the camera. */
export interface SamplePerson {
  /** JPEG, the neighbours cut away. */
  readonly photo: Uint8Array;
  readonly face: FacePlace;
}

/** Who in the group photos looks at the camera, and where: pixels of the photo; `eyes` is midway between them; `soft` is slightly out of focus. */
const PEOPLE = [
  { file: 'sample6.jpg', left: 40, top: 300, width: 590, height: 760, eyeDistance: 103, eyes: [369, 601], soft: false },
  {
    file: 'sample6.jpg',
    left: 1442,
    top: 110,
    width: 430,
    height: 640,
    eyeDistance: 97,
    eyes: [1582, 382],
    soft: false,
  },
  { file: 'sample3.jpg', left: 935, top: 80, width: 450, height: 700, eyeDistance: 97, eyes: [1168, 330], soft: true },
  { file: 'sample3.jpg', left: 400, top: 160, width: 560, height: 760, eyeDistance: 93, eyes: [677, 433], soft: true },
] as const;

/** How many different people there are. */
export const SAMPLE_PEOPLE: number = PEOPLE.length;

/**
 * A person from the group photos that `@vladmandic/face-api` (MIT) installs with its demo.
 * @param index from 0 to `SAMPLE_PEOPLE` − 1: always the same person for the same number
 */
export async function samplePerson(index: number): Promise<SamplePerson> {
  const person = PEOPLE[index];
  if (!person) throw new RangeError(`there are ${SAMPLE_PEOPLE} sample people, numbered from 0`);
  const { file, eyeDistance, eyes, soft, ...crop } = person;
  const part = sharp(join(projectRoot, 'node_modules/@vladmandic/face-api/demo', file)).extract(crop);
  const photo = await (soft ? part.sharpen({ sigma: 1.5 }) : part).jpeg({ quality: 92 }).toBuffer();
  return { photo, face: { eyeDistance, centre: [eyes[0] - crop.left, eyes[1] - crop.top] } };
}
