import { FRAME } from '../../dev/specimens/head-turn/level.js';
import { sample } from '../../dev/specimens/warp.js';
import type { RgbImage } from '../../evidence/image/image.js';

const { atan2, cos, exp, hypot, min, sin, sqrt } = Math;

/** A picture on a sheet of paper, a screen or a mask, held before a camera. */
export interface Sheet {
  picture: RgbImage;
  /** Degrees around the vertical axis (positive: its right edge away), nodding and in its plane. */
  turn: number;
  nod: number;
  roll: number;
  /** Of its width, how much it is bent around the vertical axis: 0 flat, 1 as a tube of that radius. Positive: the middle comes nearer. */
  bend: number;
  /** Its width in the frame when it faces the camera, in pixels, and where its middle is. */
  width: number;
  at: readonly [x: number, y: number];
  /** Cut out along a face of this half width and half height (shares of the sheet), with holes for the eyes. */
  mask?: { rx: number; ry: number; eyes: readonly (readonly [number, number])[] };
  /** Makes of a colour what the sheet shows: a screen's own light, its pixels. */
  shine?: (value: number, x: number, y: number, channel: number) => number;
}

/** From the camera to the sheet, in widths of the frame: an arm's length. */
const DISTANCE = 1.25;
const EYE_HOLE = 0.035;

/** Draws the sheet over what is behind it, seen by a camera with perspective. */
export function hold(sheet: Sheet, behind: RgbImage): RgbImage {
  const { picture, mask, shine } = sheet;
  const data = behind.data.slice();
  const colour = new Uint8Array(3);
  const seen = viewOf(sheet);
  const aspect = picture.height / picture.width;
  for (let y = 0, to = 0; y < FRAME.height; y++) {
    for (let x = 0; x < FRAME.width; x++, to += 3) {
      const place = seen(x, y);
      // On the sheet, in its widths from its middle.
      if (!place || place[0] < -0.5 || place[0] > 0.5 || place[1] < -aspect / 2 || place[1] > aspect / 2) continue;
      const [s, t] = place;
      if (
        mask &&
        (hypot(s / mask.rx, t / mask.ry) > 1 || mask.eyes.some(([u, v]) => hypot(s - u, (t - v) * 1.6) < EYE_HOLE))
      )
        continue;
      const [u, v] = [
        min((s + 0.5) * picture.width, picture.width - 1.01),
        min((t / aspect + 0.5) * picture.height, picture.height - 1.01),
      ];
      sample(picture, u, v, colour, 0);
      for (let channel = 0; channel < 3; channel++) {
        const value = colour[channel] ?? 0;
        data[to + channel] = shine ? Math.max(0, min(255, shine(value, x, y, channel))) : value;
      }
    }
  }
  return { data, width: FRAME.width, height: FRAME.height };
}

/** For each pixel of the frame, where its ray meets the sheet. */
function viewOf({
  turn,
  nod,
  roll,
  bend,
  width,
  at,
}: Sheet): (x: number, y: number) => readonly [number, number] | undefined {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const [a, b, c] = [rad(turn), rad(nod), rad(roll)];
  // The sheet is one wide; the camera looks along z from so far that it fills `width` pixels.
  const far = (DISTANCE * FRAME.width) / width;
  const focal = far * width;
  /** From the camera's directions to the sheet's: undoing turn, nod and roll, which were done in the other order. */
  const into = (x: number, y: number, z: number): [number, number, number] => {
    const [x1, z1] = [x * cos(a) - z * sin(a), x * sin(a) + z * cos(a)];
    const [y2, z2] = [y * cos(b) - z1 * sin(b), y * sin(b) + z1 * cos(b)];
    return [x1 * cos(c) + y2 * sin(c), -x1 * sin(c) + y2 * cos(c), z2];
  };
  const [ox, oy, oz] = into(0, 0, -far);
  const radius = bend > 0 ? 1 / bend : 0;
  return (x, y) => {
    const [dx, dy, dz] = into((x - at[0]) / focal, (y - at[1]) / focal, 1);
    if (radius === 0) {
      const along = -oz / dz;
      return along > 0 ? [ox + along * dx, oy + along * dy] : undefined;
    }
    // A tube whose nearest line is the middle of the sheet: x² + (z − r)² = r².
    const q = dx * dx + dz * dz;
    const p = ox * dx + (oz - radius) * dz;
    const rest = p * p - q * (ox * ox + (oz - radius) ** 2 - radius * radius);
    if (rest < 0) return undefined;
    const along = (-p - sqrt(rest)) / q;
    const [u, w] = [ox + along * dx, oz + along * dz];
    return along > 0 ? [radius * atan2(u, radius - w), oy + along * dy] : undefined;
  };
}

/** A wall and a lamp, as a background of its own. */
export function wall(random: () => number): RgbImage {
  const base = [90, 90, 90].map((value) => value + random() * 110);
  const [lampX, lampY] = [random() * FRAME.width, random() * FRAME.height];
  const data = new Uint8Array(FRAME.width * FRAME.height * 3);
  for (let y = 0, to = 0; y < FRAME.height; y++) {
    for (let x = 0; x < FRAME.width; x++) {
      const lamp = 0.8 + 0.3 * exp(-((x - lampX) ** 2 + (y - lampY) ** 2) / 80_000);
      for (let channel = 0; channel < 3; channel++) data[to++] = min(255, (base[channel] ?? 0) * lamp);
    }
  }
  return { data, width: FRAME.width, height: FRAME.height };
}
