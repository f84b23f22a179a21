import { type GreyImage, type RgbImage, toGrey } from '../image/image.js';
import { fitWithin } from '../image/resize.js';
import { crop } from '../image/transform.js';
import { clipping } from './clipping.js';
import { type EdgeSharpness, edgeSharpnesses } from './edge-sharpness.js';
import { fadedPrint } from './faded-print.js';
import { blockiness, darkestAround, darkestOfCells, largestPatchAbove, percentile } from './measures.js';
import { noise } from './noise.js';
import { findPageFrame, type PageFrame, SURELY_PAGE } from './page-frame.js';
import { streaks } from './streaks.js';
import { type PhotoVerdict, verdictOf } from './verdict.js';

// Chosen on every other one of 38 specimens with 17 faults each (docs/evidence.md, "Photos").
const MEASURED_LONG_SIDE = 640;
/** Of the picture's longer side: a page that takes less of it counts as if it took so much. */
const LEAST_PART = 0.71;
/** Lines of 30 to 44 characters can be read from 300 pixels' width, a portrait of 22 pixels between the eyes from 340. */
const MIN_LONG_SIDE = 340;
/** In pictures whose page has 640 pixels: good photos come to 0.19 and more; blur of 0.2 % of the width (mostly still readable) to 0.158, of 0.3 % (not) mostly below 0.14; of 150 pixels enlarged to 0.175. */
const MIN_EDGE_SHARPNESS = 0.178;
/** Of upright or level edges alone: what a camera that moved leaves of those across its way. */
const MIN_WEAKER_SHARPNESS = 0.075;
/** Print has as much detail across as down; a camera that moved by a letter's width leaves ten times more along one axis. */
const MAX_STREAKS = 4;
/** Brightness of the lightest twentieth: paper is at 220 and more in daylight, at 80 with a third of the light. */
const MIN_PAPER = 80;
/** Brightness of the darkest twentieth: print is at 140 and less. */
const MAX_PRINT = 190;
/** Between paper and print. */
const MIN_RANGE = 45;
/** Between paper and the darkest ink, as a share of the paper's brightness, which less light does not change. */
const MIN_RELATIVE_RANGE = 0.42;
/** A lamp's reflection is a white patch inside a picture that is not white altogether, as a scan may be. */
const BURNT = 245;
const MAX_BURNT_PATCH = 0.005;
/** On white paper only the print shows where a reflection is: it fades out towards it, in good photos in two rows at most. */
const MAX_FADED_PRINT = 4;
/** The patch is looked for in squares of so many pixels, without its rim: the paper between letters is no patch. */
const CELL = 8;
const WHITE_PAGE = 235;
/**
 * So much of the page burnt out, and so little of the rest of middle brightness: that is too much light, not white paper. Of good scans and
 * drawings on white 0.77 is white at most, and 0.28 and more of the rest in between; too much light leaves 0.22 mostly, of those drawings 0.28.
 */
const BURNT_OUT = [
  { clipped: 0.45, middle: 0.24 },
  { clipped: 0.8, middle: 0.4 },
  { clipped: 0.83, middle: 0.6 },
] as const;
/** JPEG of quality 20 (mostly below 1.88) can still be read, of quality 10 hardly, of 5 (2.04 and more) not. */
const MAX_BLOCKINESS = 1.9;
/** On white paper most blocks are without a trace: quality 10 comes to 1.53, of 5 to 1.6 and more. */
const MAX_BLOCKINESS_ON_WHITE = 1.58;
const MAX_NOISE = 9.5;
/** Of the lightest pixels' red by their blue, and by their green: paper is white, or nearly. */
const RED_TO_BLUE = [0.55, 2.2] as const;
const RED_TO_GREEN = [0.6, 1.7] as const;
/** The far side of the page by its near side: 0.7 is a camera held 35° aslant, close by; good photos have 0.85 and more. */
const MIN_TAPER = 0.72;

/** What is measured of a document's photo, at 640 pixels: the same for a live picture and for the photo taken of it. */
export interface DocumentMeasures extends Record<string, number> {
  longSide: number;
  edgeSharpness: number;
  weakerSharpness: number;
  streaks: number;
  paper: number;
  print: number;
  /** Brightness of the darkest hundredth. */
  ink: number;
  burntPatch: number;
  /** Rows in which print fades out towards one blank patch. */
  fadedPrint: number;
  /** Of the page, burnt out; and of the rest, of middle brightness. */
  clipped: number;
  middle: number;
  /** 1 where most of the picture is white paper, else 0. */
  white: number;
  blockiness: number;
  noise: number;
  redToBlue: number;
  redToGreen: number;
  /** 1 where the page's four edges were seen, else 0; then the figures below are those of the whole picture. */
  pageFound: number;
  /** In pixels of the photo. */
  pageLongSide: number;
  pageArea: number;
  pageTaper: number;
  pageMargin: number;
}

export interface DocumentVerdict extends PhotoVerdict {
  measures: DocumentMeasures;
  /** In the picture reduced to 640 pixels. */
  page: PageFrame | undefined;
}

/** Whether a photo of a document is worth reading: size, light, reflections, focus. Says nothing of what it shows. */
export function checkDocumentPhoto(image: RgbImage): DocumentVerdict {
  const { measures, page } = measureDocument(image);
  const blurred = isBlurred(measures);
  // Blur takes the print's darkness too: the cause alone is told.
  const pale = measures.paper - measures.print < MIN_RANGE || (isPale(measures) && !blurred);
  const dark = measures.paper < MIN_PAPER;
  const washedOut = measures.print > MAX_PRINT || isBurntOut(measures);
  const tooSmall = measures.longSide < MIN_LONG_SIDE;
  const verdict = verdictOf(measures, [
    ['photo_too_small', tooSmall],
    ['photo_dark', dark],
    ['photo_overexposed', washedOut],
    ['photo_low_contrast', pale && !dark && !washedOut],
    ['document_too_far', !tooSmall && measures.pageLongSide < MIN_LONG_SIDE],
    ['document_tilted', measures.pageTaper < MIN_TAPER],
    ['photo_glare', measures.burntPatch > MAX_BURNT_PATCH || measures.fadedPrint > MAX_FADED_PRINT],
    ['photo_blurred', blurred && !tooSmall],
    ['photo_noisy', measures.noise > MAX_NOISE],
    ['photo_compressed', isBlocky(measures) && !dark],
    ['photo_colours', !dark && hasWrongColours(measures)],
  ]);
  return { ...verdict, measures, page };
}

function measureDocument(image: RgbImage): { measures: DocumentMeasures; page: PageFrame | undefined } {
  const small = fitWithin(image, MEASURED_LONG_SIDE);
  const grey = toGrey(small);
  const page: PageFrame | undefined = findPageFrame(grey);
  const sharp: EdgeSharpness = edgeSharpnesses(pageOf(grey, page));
  const [middle, paper] = [percentile(grey, 0.5), percentile(grey, 0.95)];
  const longSide = Math.max(image.width, image.height);
  const [red, green, blue] = lightest(small);
  const measures = {
    longSide,
    edgeSharpness: sharp.overall * shareOfPixels(small, page),
    weakerSharpness: sharp.weaker,
    streaks: streaks(grey),
    paper,
    print: percentile(grey, 0.05),
    ink: percentile(grey, 0.01),
    burntPatch: middle >= BURNT ? 0 : largestPatchAbove(darkestAround(darkestOfCells(grey, CELL)), BURNT, 'inside'),
    fadedPrint: paper > BURNT ? fadedPrint(grey) : 0,
    ...clipping(small, page),
    white: middle >= WHITE_PAGE ? 1 : 0,
    blockiness: blockiness(image === small ? grey : toGrey(image)),
    noise: noise(grey),
    redToBlue: red / Math.max(1, blue),
    redToGreen: red / Math.max(1, green),
    pageFound: page ? 1 : 0,
    pageLongSide: page ? page.longSide * longSide : longSide,
    pageArea: page?.area ?? 1,
    pageTaper: page?.taper ?? 1,
    pageMargin: page?.margin ?? 0,
  };
  return { measures, page };
}

/** The page alone, where it was surely found: what lies around it may be sharper, or streaked. */
function pageOf(grey: GreyImage, page: PageFrame | undefined): GreyImage {
  if (!page || page.area < SURELY_PAGE) return grey;
  const [xs, ys] = [page.corners.map(({ x }) => x), page.corners.map(({ y }) => y)];
  const [x, y] = [Math.floor(Math.min(...xs)), Math.floor(Math.min(...ys))];
  return crop(grey, { x, y, width: Math.ceil(Math.max(...xs)) - x, height: Math.ceil(Math.max(...ys)) - y });
}

/**
 * Sharpness falls with the square of the blur in pixels, and what counts is the blur in comparison with the page: a page of fewer pixels
 * must be the sharper. Of a picture that was made smaller here the page has more pixels than it seems.
 */
function shareOfPixels({ width, height }: RgbImage, page: PageFrame | undefined): number {
  const picture = Math.max(width, height) / MEASURED_LONG_SIDE;
  if (picture < 1) return picture ** 2;
  return page && page.area >= SURELY_PAGE ? Math.max(LEAST_PART, page.longSide) ** 2 : 1;
}

/** The value that a tenth of the pixels exceed, of each colour. */
function lightest({ width, height, data }: RgbImage): [red: number, green: number, blue: number] {
  const one = (channel: number): number => {
    const values = new Uint8Array(width * height);
    for (let pixel = 0, at = channel; pixel < values.length; pixel++, at += 3) values[pixel] = data[at] as number;
    return percentile({ width, height, data: values }, 0.9);
  };
  return [one(0), one(1), one(2)];
}

const isPale = ({ paper, ink }: DocumentMeasures): boolean => paper - ink < MIN_RELATIVE_RANGE * paper;

const isBurntOut = ({ clipped, middle }: DocumentMeasures): boolean =>
  BURNT_OUT.some((limits) => clipped > limits.clipped && middle < limits.middle);

const isBlocky = ({ blockiness, white }: DocumentMeasures): boolean =>
  blockiness > (white ? MAX_BLOCKINESS_ON_WHITE : MAX_BLOCKINESS);

function isBlurred({ edgeSharpness, weakerSharpness, streaks }: DocumentMeasures): boolean {
  if (edgeSharpness < MIN_EDGE_SHARPNESS || weakerSharpness < MIN_WEAKER_SHARPNESS) return true;
  return streaks > MAX_STREAKS;
}

function hasWrongColours({ redToBlue, redToGreen }: DocumentMeasures): boolean {
  const isOutside = (value: number, [least, most]: readonly [number, number]) => value < least || value > most;
  return isOutside(redToBlue, RED_TO_BLUE) || isOutside(redToGreen, RED_TO_GREEN);
}
