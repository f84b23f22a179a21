import { type RgbImage, toGrey } from '../image/image.js';
import { fitWithin } from '../image/resize.js';
import { edgeSharpness } from './edge-sharpness.js';
import { blockiness, darkestOfCells, largestPatchAbove, percentile } from './measures.js';
import { type PhotoVerdict, verdictOf } from './verdict.js';

// Chosen on 12 published specimens and drawn ones with their damaged copies.
const MEASURED_LONG_SIDE = 640;
/** A line of 44 characters and a portrait of some 30 pixels between the eyes need this much. */
const MIN_LONG_SIDE = 480;
/** Blur of 0.2 % of the width (still readable) comes out at 0.158 and more, of 0.3 % (not) mostly below 0.14. */
const MIN_EDGE_SHARPNESS = 0.14;
/** Brightness of the lightest twentieth: paper is at 220 and more in daylight, at 80 with a third of the light. */
const MIN_PAPER = 80;
/** Brightness of the darkest twentieth: print is at 140 and less. */
const MAX_PRINT = 190;
/** A lamp's reflection is a white patch inside a picture that is not white altogether, as a scan may be. */
const BURNT = 245;
const MAX_BURNT_PATCH = 0.025;
/** The patch is looked for in squares of so many pixels: the paper between letters is no patch. */
const CELL = 8;
const WHITE_PAGE = 235;
/** JPEG of quality 20 (1.78 at most) can still be read, of quality 10 hardly. */
const MAX_BLOCKINESS = 2;

/** Whether a photo of a document is worth reading: size, light, reflections, focus. Says nothing of what it shows. */
export function checkDocumentPhoto(image: RgbImage): PhotoVerdict {
  const grey = toGrey(fitWithin(image, MEASURED_LONG_SIDE));
  const white = percentile(grey, 0.5) >= WHITE_PAGE;
  const measures = {
    longSide: Math.max(image.width, image.height),
    edgeSharpness: edgeSharpness(grey),
    paper: percentile(grey, 0.95),
    print: percentile(grey, 0.05),
    burntPatch: white ? 0 : largestPatchAbove(darkestOfCells(grey, CELL), BURNT, 'inside'),
    blockiness: blockiness(toGrey(image)),
  };
  return verdictOf(measures, [
    ['photo_too_small', measures.longSide < MIN_LONG_SIDE],
    ['photo_dark', measures.paper < MIN_PAPER],
    ['photo_overexposed', measures.print > MAX_PRINT],
    ['photo_glare', measures.burntPatch > MAX_BURNT_PATCH],
    ['photo_blurred', measures.edgeSharpness < MIN_EDGE_SHARPNESS],
    ['photo_compressed', measures.blockiness > MAX_BLOCKINESS],
  ]);
}
