/** Programs for changing what a picture shows. */
const RETOUCHING =
  /photoshop|\bgimp\b|affinity|photopea|pixelmator|krita|paint\.net|corel|paintshop|picsart|facetune|inpaint|faceapp|remini|midjourney|stable diffusion|dall-?e\b/i;
/** Programs that people crop, turn or brighten photos with, and may also do more. */
const TOUCHING_UP =
  /lightroom|canva|snapseed|picasa|paint|photos? (editor|gallery|viewer)|acdsee|irfanview|xnview|luminar|darktable|rawtherapee|fotor|polarr|vsco|pixlr|imagemagick/i;

/**
 * What the program that a picture names as its maker (EXIF tag 305) says of it: `strong` for a retouching program, `weak` for one of the
 * kind that phones and computers come with; undefined for cameras' own software, and for none.
 */
export function editorOf(software: string | undefined): 'strong' | 'weak' | undefined {
  if (!software) return undefined;
  if (/lightroom/i.test(software)) return 'weak';
  if (RETOUCHING.test(software)) return 'strong';
  return TOUCHING_UP.test(software) ? 'weak' : undefined;
}
