import type { RgbImage } from '../../../evidence/image/image.js';
import { sample } from '../warp.js';
import { FRAME } from './level.js';
import { COLUMNS, type HeadSurface, ROWS, STEP } from './surface.js';

const { ceil, cos, floor, max, min, sin } = Math;

/** From the camera to the axis of the head, in pixels: two and a half face widths, as on a phone at arm's length. */
const CAMERA_DISTANCE = 2.5 * FRAME.faceWidth;

/**
 * Draws the person with the head turned.
 * @param angle degrees from where the photo has the head; positive turns the nose to the right of the picture
 */
export function renderTurn(person: RgbImage, surface: HeadSurface, angle: number): RgbImage {
  const { x, y, near } = turnedVertices(surface, angle);
  const nearest = new Float32Array(FRAME.width * FRAME.height).fill(Number.NEGATIVE_INFINITY);
  const data = person.data.slice();
  const corner = (column: number, row: number) => {
    const at = row * COLUMNS + column;
    return { x: x[at] as number, y: y[at] as number, near: near[at] as number, u: column * STEP, v: row * STEP };
  };
  for (let row = 0; row + 1 < ROWS; row++) {
    for (let column = 0; column + 1 < COLUMNS; column++) {
      const upperLeft = corner(column, row);
      const upperRight = corner(column + 1, row);
      const lowerLeft = corner(column, row + 1);
      const lowerRight = corner(column + 1, row + 1);
      drawTriangle(person, data, nearest, upperLeft, upperRight, lowerLeft);
      drawTriangle(person, data, nearest, upperRight, lowerRight, lowerLeft);
    }
  }
  return { data, width: FRAME.width, height: FRAME.height };
}

function turnedVertices({ depth, turn, axis }: HeadSurface, angle: number) {
  const x = new Float32Array(depth.length);
  const y = new Float32Array(depth.length);
  const near = new Float32Array(depth.length);
  for (let i = 0; i < depth.length; i++) {
    const across = (i % COLUMNS) * STEP - axis.x;
    const down = floor(i / COLUMNS) * STEP - axis.y;
    const before = (depth[i] as number) - axis.depth;
    const radians = (angle * (turn[i] as number) * Math.PI) / 180;
    const turnedAcross = across * cos(radians) + before * sin(radians);
    const turnedBefore = before * cos(radians) - across * sin(radians);
    // What came nearer to the camera looks larger than in the photo, what went away smaller.
    const zoom = (CAMERA_DISTANCE - before) / (CAMERA_DISTANCE - turnedBefore);
    x[i] = axis.x + turnedAcross * zoom;
    y[i] = axis.y + down * zoom;
    near[i] = turnedBefore;
  }
  return { x, y, near };
}

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly near: number;
  readonly u: number;
  readonly v: number;
}

/** Paints one triangle of the photo where it lands now, behind what is nearer. */
function drawTriangle(photo: RgbImage, data: Uint8Array, nearest: Float32Array, a: Corner, b: Corner, c: Corner): void {
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (area < 1e-6) return; // turned away from the camera
  const right = min(FRAME.width - 1, floor(max(a.x, b.x, c.x)));
  const bottom = min(FRAME.height - 1, floor(max(a.y, b.y, c.y)));
  for (let y = max(0, ceil(min(a.y, b.y, c.y))); y <= bottom; y++) {
    for (let x = max(0, ceil(min(a.x, b.x, c.x))); x <= right; x++) {
      const shareB = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
      const shareC = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
      const shareA = 1 - shareB - shareC;
      if (shareA < -1e-4 || shareB < -1e-4 || shareC < -1e-4) continue;
      const near = shareA * a.near + shareB * b.near + shareC * c.near;
      const pixel = y * FRAME.width + x;
      if (near <= (nearest[pixel] as number)) continue;
      nearest[pixel] = near;
      const u = min(FRAME.width - 1, max(0, shareA * a.u + shareB * b.u + shareC * c.u));
      const v = min(FRAME.height - 1, max(0, shareA * a.v + shareB * b.v + shareC * c.v));
      sample(photo, u, v, data, pixel * 3);
    }
  }
}
