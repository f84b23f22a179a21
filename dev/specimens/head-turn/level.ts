import type { Face } from '../../../evidence/face/face.js';
import type { RgbImage } from '../../../evidence/image/image.js';
import { sample } from '../warp.js';

const { hypot, max, min } = Math;

/** The camera's frame, in pixels, and where the face stands in it. */
export const FRAME = { width: 640, height: 480, faceX: 320, faceY: 232, faceWidth: 165 } as const;

const GREY = 142;
const FEATHER = 26;

/**
 * Puts a person before a plain grey wall: eyes level, face 165 px wide in a 640 × 480 frame, everything beyond head and
 * shoulders faded away.
 */
export function levelOnGrey(photo: RgbImage, face: Face): RgbImage {
  const { width, height } = FRAME;
  const [leftX, leftY] = point(face, 234);
  const [rightX, rightY] = point(face, 454);
  const angle = eyeAngle(face);
  const scale = hypot(rightX - leftX, rightY - leftY) / FRAME.faceWidth;
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  const data = new Uint8Array(width * height * 3).fill(GREY);
  const colour = new Uint8Array(3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = x - FRAME.faceX;
      const dy = y - FRAME.faceY;
      const sourceX = (leftX + rightX) / 2 + dx * cos - dy * sin;
      const sourceY = (leftY + rightY) / 2 + dx * sin + dy * cos;
      const inside = min(sourceX, sourceY, photo.width - 1 - sourceX, photo.height - 1 - sourceY) / scale;
      if (inside <= 0) continue;
      const opacity = fade(beyondPerson(x, y)) * fade(FEATHER - inside);
      sample(photo, sourceX, sourceY, colour, 0);
      const at = (y * width + x) * 3;
      for (let i = 0; i < 3; i++) data[at + i] = GREY + ((colour[i] as number) - GREY) * opacity;
    }
  }
  return { data, width, height };
}

/** How far the line through the outer corners of the eyes slopes, in radians. */
function eyeAngle(face: Face): number {
  const [leftX, leftY] = point(face, 33);
  const [rightX, rightY] = point(face, 263);
  return Math.atan2(rightY - leftY, rightX - leftX);
}

function point(face: Face, index: number): readonly [number, number, number] {
  const found = face.mesh[index];
  if (!found) throw new RangeError('not a face mesh of 468 points');
  return found;
}

/** Pixels outside the outline of head and shoulders, negative inside it. */
function beyondPerson(x: number, y: number): number {
  const head = beyondEllipse(x, y, 320, 212, 138, 178);
  const shoulders = beyondEllipse(x, y, 320, 530, 250, 190);
  return min(head, shoulders);
}

function beyondEllipse(x: number, y: number, cx: number, cy: number, rx: number, ry: number): number {
  return (hypot((x - cx) / rx, (y - cy) / ry) - 1) * min(rx, ry);
}

/** 1 up to the outline, 0 from a feather's width beyond it, smooth between. */
function fade(beyond: number): number {
  const t = min(1, max(0, 1 - beyond / FEATHER));
  return t * t * (3 - 2 * t);
}
