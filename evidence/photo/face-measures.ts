import { alignedChip, CHIP_SIZE } from '../face/chip.js';
import type { Face } from '../face/face.js';
import { type GreyImage, type RgbImage, toGrey } from '../image/image.js';
import { crop } from '../image/transform.js';
import { edgeSharpness } from './edge-sharpness.js';
import { contrast, largestPatchAbove, percentile, shareAbove } from './measures.js';
import { noise } from './noise.js';
import { streaks } from './streaks.js';

/** At this brightness the camera saw only white. */
const BURNT = 245;
/** Eyes, nose and mouth on the chip, without hair and background. */
const FEATURES = { x: 30, y: 30, width: 90, height: 90 };
const EYES = { left: 35, right: 115, top: 36, bottom: 58 };
const MOUTH = { left: 50, right: 100, top: 92, bottom: 118 };
const NOSE_BRIDGE = { x: 60, y: 60, width: 30, height: 25 };
const CHIN = { x: 60, y: 118, width: 30, height: 17 };
/** The face on the chip is an oval of these half axes around this point. */
const OVAL = { x: 75, y: 80, width: 46, height: 62 };

type Area = typeof EYES;

/** What can be said of a face from its 150-pixel chip; every figure is independent of how large it was photographed. */
export interface FaceMeasures {
  /** Relative steepness of edges: 0.2 and more when in focus (`edgeSharpness`). */
  sharpness: number;
  /** How many times more detail there is in one direction than in the other: above 3 the camera or the head moved. */
  streaks: number;
  /** Standard deviation of brightness; the mean would turn dark skin away. */
  contrast: number;
  /** Brightness of the lightest twentieth of the features. */
  lightest: number;
  /** Brightness of the darkest twentieth of the features. */
  darkest: number;
  /** Share of the chip that is white. */
  burnt: number;
  /** Largest white patch inside the face's oval, as a share of the chip: a white wall behind is none. */
  burntPatch: number;
  noise: number;
  /** Detail of the mouth as a share of the eyes' detail: of an open face between 0.45 and 1.7. */
  mouthToEyes: number;
  /** Difference of colour between nose and chin: a mask. */
  chinColour: number;
  /** Mean red by mean blue, and by mean green: skin in daylight has 1.0–2.2 and 1.0–1.5. */
  redToBlue: number;
  redToGreen: number;
}

/** @param face found in this very picture */
export function measureFace(image: RgbImage, face: Face): FaceMeasures {
  const colours = alignedChip(image, face);
  const chip = toGrey(colours);
  const features = toGrey(crop(colours, FEATURES));
  const [red, green, blue] = means(colours);
  const chin = chroma(colours, CHIN);
  const nose = chroma(colours, NOSE_BRIDGE);
  return {
    sharpness: edgeSharpness(chip),
    streaks: streaks(chip),
    contrast: contrast(chip),
    lightest: percentile(features, 0.95),
    darkest: percentile(features, 0.05),
    burnt: shareAbove(chip, BURNT),
    burntPatch: largestPatchAbove(insideOval(chip), BURNT),
    noise: noise(chip, 6),
    mouthToEyes: detail(chip, MOUTH) / Math.max(1, detail(chip, EYES)),
    chinColour: Math.hypot(chin[0] - nose[0], chin[1] - nose[1]),
    redToBlue: red / Math.max(1, blue),
    redToGreen: red / Math.max(1, green),
  };
}

function insideOval({ width, height, data }: GreyImage): GreyImage {
  const inside = data.map((value, at) => {
    const across = ((at % width) - OVAL.x) / OVAL.width;
    const down = (at / width - OVAL.y) / OVAL.height;
    return across * across + down * down < 1 ? value : 0;
  });
  return { width, height, data: inside };
}

/** Mean slope of brightness in a part of the chip. */
function detail({ data }: GreyImage, { left, right, top, bottom }: Area): number {
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let at = y * CHIP_SIZE + left, end = y * CHIP_SIZE + right; at < end; at++) {
      sum += Math.abs((data[at + 1] as number) - (data[at - 1] as number));
      sum += Math.abs((data[at + CHIP_SIZE] as number) - (data[at - CHIP_SIZE] as number));
    }
  }
  return sum / ((right - left) * (bottom - top));
}

function means({ data }: RgbImage): [red: number, green: number, blue: number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 3) {
    sums[0] += data[at] as number;
    sums[1] += data[at + 1] as number;
    sums[2] += data[at + 2] as number;
  }
  return sums.map((sum) => (3 * sum) / data.length) as [number, number, number];
}

/** How much bluer and redder than grey a part of the chip is. */
function chroma(chip: RgbImage, area: typeof CHIN): [blue: number, red: number] {
  const [red, green, blue] = means(crop(chip, area));
  const grey = 0.299 * red + 0.587 * green + 0.114 * blue;
  return [blue - grey, red - grey];
}
