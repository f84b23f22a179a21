import type { Corners } from '../document/corners/find-corners.js';
import type { RgbImage } from '../image/image.js';
import type { PageFrame } from './page-frame.js';

/** All three colours as bright as can be, but for what JPEG changes. */
const BURNT_OUT = 252;
/** Skin, photographs and coloured print: neither ink nor paper. */
const MIDDLE = [90, 190] as const;

/** What too much light leaves of a page, as shares. */
export interface Clipping {
  /** Of all pixels, those without any colour or shade left. */
  clipped: number;
  /** Of the others, those of middle brightness: too much light takes them first. */
  middle: number;
}

/** A frame amid so much burnt-out paper is a part of the page, as of a barcode, and not all of it. */
const PAPER_AROUND = 0.5;

interface Counts {
  pixels: number;
  clipped: number;
  middle: number;
}

/** @param page where it was found, in pixels of the picture; the whole picture otherwise, and where the paper goes on around it */
export function clipping(image: RgbImage, page: PageFrame | undefined): Clipping {
  const whole = counted(image, undefined);
  const inside = page && counted(image, page.corners);
  const goesOn = inside && whole.clipped - inside.clipped > PAPER_AROUND * (whole.pixels - inside.pixels);
  const { pixels, clipped, middle } = inside && !goesOn ? inside : whole;
  return { clipped: clipped / Math.max(1, pixels), middle: middle / Math.max(1, pixels - clipped) };
}

function counted({ width, height, data }: RgbImage, corners: Corners | undefined): Counts {
  const counts = { pixels: 0, clipped: 0, middle: 0 };
  for (let y = 0; y < height; y++) {
    const [from, to] = corners ? spanAt(corners, y, width) : [0, width];
    counts.pixels += Math.max(0, to - from);
    for (let at = (y * width + from) * 3, end = (y * width + to) * 3; at < end; at += 3) {
      const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
      if (red >= BURNT_OUT && green >= BURNT_OUT && blue >= BURNT_OUT) counts.clipped++;
      else {
        const most = Math.max(red, green, blue);
        if (most >= MIDDLE[0] && most < MIDDLE[1]) counts.middle++;
      }
    }
  }
  return counts;
}

/** From where to where a row of pixels lies inside the corners; an empty span where it does not. */
function spanAt(corners: Corners, y: number, width: number): readonly [from: number, to: number] {
  const xs = corners.flatMap((a, at) => {
    const b = corners[(at + 1) % 4] as typeof a;
    return a.y <= y !== b.y <= y ? [a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)] : [];
  });
  if (xs.length < 2) return [0, 0];
  return [Math.max(0, Math.ceil(Math.min(...xs))), Math.min(width, Math.floor(Math.max(...xs)))];
}
